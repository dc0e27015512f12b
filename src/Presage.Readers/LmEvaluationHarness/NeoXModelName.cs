using System.Text.RegularExpressions;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>The model's name for results that GPT-NeoX wrote, whose config holds training settings and no name.</summary>
/// <remarks>
/// The only place that names the model is the file name, <c>pythia-70m-5shot-global_step143000_eval_results_DATE.json</c>, so here,
/// and only here, it is believed. Of Pythia, GPT-NeoX evaluated the first training run (v0, 2022) alone; later ones were evaluated
/// through their published weights. That run is a model of its own.
/// </remarks>
internal static partial class NeoXModelName
{
    /// <summary>The name; null where the file name does not begin with one.</summary>
    public static string? FromFileName(string fileName)
    {
        Match match = NameBeforeShotsOrStep().Match(fileName);
        if (!match.Success)
            return null;
        string name = match.Groups["name"].Value;
        return name.StartsWith("pythia-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("pythia-v", StringComparison.OrdinalIgnoreCase)
            ? "pythia-v0-" + name["pythia-".Length..]
            : name;
    }

    [GeneratedRegex(@"^(?<name>.+?)[-_](\d+-?shot|global_?step|step\d|eval_results)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NameBeforeShotsOrStep();
}
