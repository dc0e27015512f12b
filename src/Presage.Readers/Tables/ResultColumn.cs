namespace Presage.Readers.Tables;

/// <summary>What a column of our own table layout means.</summary>
internal enum ResultColumn
{
    Model,
    Task,
    Metric,
    Value,
    Samples,
    StandardError,
    Chance,
    Shots,
    Family,
    Revision,
    Step,
    Seed,
    Run,
    Parameters,
    TotalParameters,
    ActiveParameters,
    Tokens,
    Compute,
    Loss,
    HigherIsBetter,
    Filter,
}
