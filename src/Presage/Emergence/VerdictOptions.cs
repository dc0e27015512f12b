namespace Presage.Emergence;

/// <summary>The levels and limits of the verdict rules (docs/decisions/0005).</summary>
public sealed record VerdictOptions
{
    /// <summary>Level of the break test for one ability: below the promised 5 %, so that no cell of the simulation exceeds it by chance.</summary>
    public double BreakLevel { get; init; } = 0.04;

    /// <summary>False discovery rate over the abilities of a report.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.10;

    /// <summary>Level of the test for any trend.</summary>
    public double TrendLevel { get; init; } = 0.05;

    /// <summary>Floor of the model noise within a family, on the scale of log(-log p).</summary>
    public double NoiseFloor { get; init; } = 0.05;

    /// <summary>Floor of the model noise where members of a family differ in recipe beside their size.</summary>
    public double MixedRecipeNoiseFloor { get; init; } = 0.2;

    /// <summary>A break is called real only where the lower limit of its slope ratio is above this.</summary>
    public double LeastRealRatio { get; init; } = 2;

    /// <summary>A curve is called smooth or an artefact only where the upper limit of the slope ratio is below this.</summary>
    public double ExcludedRatio { get; init; } = 5;

    /// <summary>Share of the room above chance that the last model must have gained before a raw curve can look sudden.</summary>
    public double SharpnessMargin { get; init; } = 0.05;

    /// <summary>Models that aggregates alone need before they may show a break.</summary>
    public int AggregateModels { get; init; } = 12;
}
