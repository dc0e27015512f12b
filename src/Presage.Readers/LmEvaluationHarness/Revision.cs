using System.Text.RegularExpressions;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>What a revision's name says of the place in training.</summary>
/// <remarks>
/// Pythia writes <c>step143000</c>, GPT-NeoX <c>global_step143000</c>, OLMo <c>step1000-tokens4B</c> and
/// <c>stage1-step1000-tokens4B</c>. Steps of OLMo's second stage start again from zero, so they place nothing.
/// </remarks>
internal static partial class Revision
{
    /// <summary>The step; null where the name holds none.</summary>
    public static long? Step(string? revision) =>
        Match(revision) is { } match && Numbers.TryWhole(match.Groups["step"].Value, out long step) ? step : null;

    /// <summary>The tokens; null where the name holds none.</summary>
    public static double? Tokens(string? revision)
    {
        if (Match(revision) is not { } match || !match.Groups["tokens"].Success || !Numbers.TryReal(match.Groups["tokens"].Value, out double count))
            return null;
        double unit = match.Groups["unit"].Value switch
        {
            "M" => 1e6,
            "B" => 1e9,
            _ => 1e12,
        };
        return count * unit;
    }

    private static Match? Match(string? revision)
    {
        if (revision is null || LaterStage().IsMatch(revision))
            return null;
        Match match = StepAndTokens().Match(revision);
        return match.Success ? match : null;
    }

    [GeneratedRegex(@"(^|[-_/])(step|checkpoint)[-_]?(?<step>\d+)(-tokens(?<tokens>\d+(\.\d+)?)(?<unit>[MBT]))?(?![0-9.])", RegexOptions.CultureInvariant)]
    private static partial Regex StepAndTokens();

    [GeneratedRegex(@"stage[2-9]", RegexOptions.CultureInvariant)]
    private static partial Regex LaterStage();
}
