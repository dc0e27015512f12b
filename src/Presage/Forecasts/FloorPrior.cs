namespace Presage.Forecasts;

/// <summary>What is believed of a series at its floor before any is seen: how soon such series leave chance.</summary>
/// <remarks>
/// Source: BIG-bench's dense BIG-G models on 43 multiple-choice tasks (Srivastava et al. 2022), the next size after every
/// origin at chance, up to 8.6 billion parameters: 21 departures in 57.8 decades of parameters.
/// </remarks>
internal static class FloorPrior
{
    /// <summary>Departures per decade of scale.</summary>
    public const double DeparturesPerDecade = 0.36;

    /// <summary>Decades of watching that the prior is worth.</summary>
    public const double Decades = 2;
}
