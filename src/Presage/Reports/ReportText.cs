using System.Globalization;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Forecasts;
using Presage.Laws;
using Presage.Models;

namespace Presage.Reports;

/// <summary>The words that every output uses for the same thing.</summary>
public static class ReportText
{
    /// <summary>Where a training compute comes from, such as <c>6ND (non-embedding N)</c>.</summary>
    public static string ComputeSource(ComputeSource source) => source switch
    {
        Models.ComputeSource.Stated => "stated",
        Models.ComputeSource.SixActiveParameters => "6ND (active N)",
        Models.ComputeSource.SixNonEmbeddingParameters => "6ND (non-embedding N)",
        Models.ComputeSource.SixTotalParameters => "6ND (total N)",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An axis in JSON, such as <c>trainingCompute</c>.</summary>
    public static string Axis(ScaleAxis axis) => axis switch
    {
        ScaleAxis.TrainingCompute => "trainingCompute",
        ScaleAxis.Parameters => "parameters",
        ScaleAxis.Tokens => "tokens",
        ScaleAxis.Loss => "loss",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What a curve runs over, in JSON: <c>sizes</c> or <c>checkpoints</c>.</summary>
    public static string Over(CurveOver over) => over switch
    {
        CurveOver.Sizes => "sizes",
        CurveOver.Checkpoints => "checkpoints",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where a sample count comes from, in JSON.</summary>
    public static string SampleSource(SampleSource source) => source switch
    {
        Evaluations.SampleSource.Unknown => "unknown",
        Evaluations.SampleSource.Stated => "stated",
        Evaluations.SampleSource.FromStandardError => "fromStandardError",
        Evaluations.SampleSource.FromOtherModels => "fromOtherModels",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A kind of failed fit in JSON, such as <c>tooFewPoints</c>.</summary>
    public static string Failure(FitFailure failure) => failure switch
    {
        FitFailure.TooFewPoints => "tooFewPoints",
        FitFailure.NotApplicable => "notApplicable",
        FitFailure.Degenerate => "degenerate",
        FitFailure.NotConverged => "notConverged",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where the width of a forecast's interval comes from, in JSON.</summary>
    public static string ResidualSource(ResidualSource source) => source switch
    {
        Forecasts.ResidualSource.OtherFamilies => "otherFamilies",
        Forecasts.ResidualSource.EarlierOrigins => "earlierOrigins",
        Forecasts.ResidualSource.BuiltIn => "builtIn",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What one input claims of a disputed result: value, n, file.</summary>
    public static string Claim(ConflictingClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        string samples = claim.Samples is { } n ? $" (n {NumberText.Count(n)})" : "";
        return $"{NumberText.Score(claim.Value)}{samples} in {claim.Origin.Path}";
    }

    /// <summary>Text from a log on one line, with nothing in it that a terminal would obey.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text with each control or formatting character replaced by U+FFFD.</returns>
    public static string Printable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, text, static (printable, text) =>
        {
            for (int i = 0; i < text.Length; i++)
                printable[i] = char.GetUnicodeCategory(text[i]) is UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : text[i];
        });
    }
}
