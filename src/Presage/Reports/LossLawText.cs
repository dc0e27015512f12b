using System.Globalization;
using Presage.Proportions;

namespace Presage.Reports;

/// <summary>Figures of a fit of the loss law as people read them, in the invariant culture.</summary>
public static class LossLawText
{
    /// <summary>Five significant digits; empty where there is none.</summary>
    public static string Figure(double? value) => value?.ToString("G5", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Both ends; empty where there is no interval.</summary>
    public static string Interval(ConfidenceInterval? interval) => interval is { } ends ? $"{Figure(ends.Lower)} to {Figure(ends.Upper)}" : "";

    /// <summary>The name of an estimate, with its meaning where it is no coefficient.</summary>
    public static string Name(string estimate) => estimate == "a" ? "a = beta / (alpha + beta)" : estimate;
}
