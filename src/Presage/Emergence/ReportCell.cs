namespace Presage.Emergence;

/// <summary>One condition under which whole reports are simulated: how many of the breaks that are called real are not?</summary>
/// <param name="Smooth">What the abilities without a break truly do.</param>
/// <param name="Departure">Departure of these from the likelihood.</param>
/// <param name="Models">Models over four decades of compute.</param>
/// <param name="Noise">Standard deviation of the model noise in log(-log p).</param>
public sealed record ReportCell(SimulationTruth Smooth, SimulationDeparture Departure, int Models, double Noise)
{
    /// <summary>Abilities in a report, judged together.</summary>
    public const int Abilities = 50;

    /// <summary>How many of them break, with a slope ratio of 16.</summary>
    public const int Breaks = 10;

    /// <summary>Items of every ability.</summary>
    public const int Items = 1000;

    /// <summary>A short name, the same for the same cell.</summary>
    public string Id => FormattableString.Invariant($"Report/{Smooth}/K{Models}/n{Items}/s{Noise}/{Departure}");

    /// <summary>One report.</summary>
    /// <param name="seed">Seed of the simulation.</param>
    /// <param name="draw">Number of the report.</param>
    /// <returns>Shape [abilities]; those that break first. All with a continuous metric.</returns>
    public IReadOnlyList<Ability> Draw(ulong seed, int draw)
    {
        SimulationCell smooth = new(Smooth, SimulationEvidence.Continuous, Models, Items, Noise, 0, Departure);
        SimulationCell broken = new(SimulationTruth.BreakOfRatio16, SimulationEvidence.Continuous, Models, Items, Noise, 0, SimulationDeparture.None);
        return [.. Enumerable.Range(0, Abilities).Select(i => SyntheticLadder.Draw(i < Breaks ? broken : smooth, seed, (draw * Abilities) + i))];
    }
}
