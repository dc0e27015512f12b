using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Presage.Scoring;

/// <summary>Whether the answer's number is within a tenth of a target's.</summary>
/// <remarks>
/// BIG-bench's <c>numeric_match_with_0_1_relative_error</c> (Srivastava et al. 2022): |answer - target| is at most 0.1 |target|. The answer's
/// number is
/// the first in it; commas between groups of three digits are ignored. An answer without a number is wrong, and a target of 0 asks for 0.
/// </remarks>
public static partial class NumericMatch
{
    /// <summary>The largest error, relative to the target.</summary>
    public const double RelativeError = 0.1;

    /// <summary>Compares.</summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="targets">Accepted answers, at least one, each a number with or without words around it.</param>
    /// <param name="extraction">What of the response is the answer; null for all of it. BIG-bench's pattern cuts at a decimal point.</param>
    /// <exception cref="ArgumentException">There is no target, or a target holds no number.</exception>
    public static bool IsMatch(string response, ImmutableArray<string> targets, AnswerExtraction? extraction = null) =>
        Targets.Any(response, targets, extraction, (answer, target) =>
        {
            double right = FirstNumber(target) ?? throw new ArgumentException($"The target '{target}' holds no number.", nameof(targets));
            // A tenth of a number is not exact in binary: half a unit in the last place on either side does not decide.
            return FirstNumber(answer) is { } number && Math.Abs(number - right) <= RelativeError * Math.Abs(right) * (1 + 1e-12);
        });

    /// <summary>The first number in a text.</summary>
    /// <returns>Null where there is none, or it is beyond the range of a double.</returns>
    internal static double? FirstNumber(string text)
    {
        Match match = Number().Match(text);
        return match.Success
            && double.TryParse(match.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : null;
    }

    // A sign, whole digits with or without commas, a fraction with or without digits before it, an exponent.
    [GeneratedRegex(
        @"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)?(?:(?<=[0-9])\.[0-9]*|\.[0-9]+|(?<=[0-9]))(?:[eE][-+]?[0-9]+)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
