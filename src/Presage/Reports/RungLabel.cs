using System.Globalization;
using Presage.Curves;
using Presage.Evaluations;

namespace Presage.Reports;

/// <summary>The short name of a rung beside its curve.</summary>
public static class RungLabel
{
    private static readonly char[] Separators = ['-', '_', ' ', '/', ':'];

    /// <summary>The name of a rung of a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="index">Index of the point.</param>
    public static string Of(ScalingCurve curve, int index)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return Of(curve.Points[index].Run, curve.Over == CurveOver.Checkpoints);
    }

    /// <summary>Over sizes the model without its family's name; at a checkpoint the step, else the tokens.</summary>
    /// <param name="run">The weights.</param>
    /// <param name="overCheckpoints">Whether the curve runs over checkpoints.</param>
    /// <param name="runs">How many runs of the model the figures average; their names and seeds are left out where there are several.</param>
    public static string Of(ModelRun run, bool overCheckpoints, int runs = 1)
    {
        ArgumentNullException.ThrowIfNull(run);
        string model = WithoutFamily(run.Card.Name, run.Card.Family);
        string label = overCheckpoints && Position(run) is { } position ? position : model;
        if (runs > 1)
            return string.Create(CultureInfo.InvariantCulture, $"{label} ({runs} runs)");
        return (run.Run, run.Seed) switch
        {
            (null, null) => label,
            ({ } name, null) => $"{label} ({name})",
            (null, { } seed) => string.Create(CultureInfo.InvariantCulture, $"{label} (seed {seed})"),
            ({ } name, { } seed) => string.Create(CultureInfo.InvariantCulture, $"{label} ({name}, seed {seed})"),
        };
    }

    private static string? Position(ModelRun run) => run.Checkpoint switch
    {
        { Step: { } step } => string.Create(CultureInfo.InvariantCulture, $"step {step:N0}"),
        { Tokens: { } tokens } => string.Create(CultureInfo.InvariantCulture, $"{tokens.Count / 1e9:0.###}B tokens"),
        _ => null,
    };

    /// <summary>
    /// <c>pythia-2.8b-deduped</c> of Pythia deduped is <c>2.8b</c>, and <c>tiny-d16</c> of tiny <c>d16</c>; a name that does not begin with its
    /// family's, and whose rest is no size, stays whole.
    /// </summary>
    private static string WithoutFamily(string name, string family)
    {
        if (name.Length > family.Length + 1 && name.StartsWith(family, StringComparison.OrdinalIgnoreCase) && Separators.Contains(name[family.Length]))
            return name[(family.Length + 1)..];
        string[] ofFamily = family.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        string rest = string.Join('-', name.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !ofFamily.Contains(word, StringComparer.OrdinalIgnoreCase)));
        return rest.Length > 0 && char.IsAsciiDigit(rest[0]) ? rest : name;
    }
}
