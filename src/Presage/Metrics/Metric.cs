using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>What a metric measures and how it responds to a model's skill: everything a scaling curve must know of it.</summary>
/// <remarks>
/// The kinds follow Schaeffer et al. (2023): a metric that is nonlinear in the per-token error, or discontinuous,
/// can turn a smooth improvement into an apparent jump.
/// </remarks>
public sealed record Metric
{
    /// <summary>The standard name, such as <c>acc</c> or <c>bits_per_byte</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name written out, such as <c>accuracy</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Other names that logs use.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Least possible value; null where unbounded or unknown.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest possible value; null where unbounded or unknown.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether larger is better.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>How the metric responds to the per-token error.</summary>
    public TokenErrorResponse TokenErrorResponse { get; init; }

    /// <summary>Whether one item's score moves continuously with the model's probabilities.</summary>
    public Continuity Continuity { get; init; }

    /// <summary>How a guesser scores.</summary>
    public ChanceRule ChanceRule { get; init; }

    /// <summary>True where the value is a mean of right-or-wrong items, so that counts and binomial intervals apply.</summary>
    public bool CountsSuccesses { get; init; }

    /// <summary>The transform in which a power law of this metric is a straight line.</summary>
    public MetricTransform Transform { get; init; }

    /// <summary>Where the definition comes from.</summary>
    public required string Source { get; init; }

    /// <summary>False for a metric that the catalogue does not know; it is plotted, and no law is asked of it that needs its range.</summary>
    public bool IsKnown => Source.Length > 0;

    /// <summary>Whether a value can occur at all.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>False for NaN, infinities, and values outside the range by more than rounding (1e-9).</returns>
    public bool Admits(double value) =>
        double.IsFinite(value)
        && !(Minimum is { } min && value < min - 1e-9)
        && !(Maximum is { } max && value > max + 1e-9);
}
