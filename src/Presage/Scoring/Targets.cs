using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>Compares an answer with each accepted one.</summary>
internal static class Targets
{
    public static bool Any(string response, ImmutableArray<string> targets, AnswerExtraction? extraction, Func<string, string, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (targets.IsDefaultOrEmpty)
            throw new ArgumentException("There is no target to compare with.", nameof(targets));
        string answer = (extraction ?? AnswerExtraction.Whole).From(response);
        foreach (string target in targets)
        {
            if (matches(answer, target.Trim()))
                return true;
        }

        return false;
    }
}
