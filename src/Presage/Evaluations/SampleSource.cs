namespace Presage.Evaluations;

/// <summary>Where the number of test items comes from.</summary>
public enum SampleSource
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Stated by the input.</summary>
    Stated,

    /// <summary>Recovered from value and standard error: n = p(1 - p)/s^2 + 1.</summary>
    FromStandardError,

    /// <summary>As on the same task for other models of the same input, which all agree.</summary>
    FromOtherModels,
}
