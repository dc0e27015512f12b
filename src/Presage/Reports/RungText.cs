using System.Globalization;
using Presage.Curves;
using Presage.Evaluations;

namespace Presage.Reports;

/// <summary>A short name for a rung of a curve.</summary>
public static class RungText
{
    /// <summary>The model's name over sizes; the step or tokens over checkpoints.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="index">Index of the point.</param>
    public static string Of(ScalingCurve curve, int index)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ModelRun run = curve.Points[index].Run;
        return curve.Over == CurveOver.Sizes || run.Checkpoint is not { } checkpoint ? run.Card.Name
            : checkpoint.Step is { } step ? string.Create(CultureInfo.InvariantCulture, $"step {step}")
            : checkpoint.Tokens is { } tokens ? $"{NumberText.Amount(tokens.Count)} tokens"
            : run.Card.Name;
    }
}
