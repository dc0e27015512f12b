using System.Collections.Immutable;
using System.Globalization;
using Presage.Curves;
using Presage.Emergence;
using Presage.Evaluations;
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

    /// <summary>A verdict in words.</summary>
    public static string Verdict(VerdictKind kind) => kind switch
    {
        VerdictKind.RealBreak => "real break",
        VerdictKind.MetricArtefact => "metric artefact",
        VerdictKind.Smooth => "smooth",
        VerdictKind.NoMeasurableChange => "no measurable change",
        VerdictKind.Unresolved => "unresolved",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A mark of its own for each verdict, so that none is told by colour alone.</summary>
    public static string VerdictMark(VerdictKind kind) => kind switch
    {
        VerdictKind.RealBreak => "▲",
        VerdictKind.MetricArtefact => "△",
        VerdictKind.Smooth => "~",
        VerdictKind.NoMeasurableChange => "=",
        VerdictKind.Unresolved => "?",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A kind of verdict in JSON and on the command line, such as <c>realBreak</c>.</summary>
    public static string VerdictName(VerdictKind kind) => JsonFields.Camel(kind);

    /// <summary>The kinds of verdict in the order in which reports show them.</summary>
    public static ImmutableArray<VerdictKind> VerdictKinds { get; } =
        [VerdictKind.RealBreak, VerdictKind.MetricArtefact, VerdictKind.Unresolved, VerdictKind.Smooth, VerdictKind.NoMeasurableChange];

    /// <summary>How many abilities have each verdict, such as <c>43 abilities: 19 unresolved, 2 smooth</c>.</summary>
    public static string VerdictCounts(IReadOnlyCollection<AbilityReport> abilities)
    {
        ArgumentNullException.ThrowIfNull(abilities);
        var counts = VerdictKinds.Select(kind => (Kind: kind, Count: abilities.Count(ability => ability.Verdict.Kind == kind))).Where(one => one.Count > 0);
        return $"{NumberText.Count(abilities.Count)} {(abilities.Count == 1 ? "ability" : "abilities")}: "
            + string.Join(", ", counts.Select(one => $"{NumberText.Count(one.Count)} {Verdict(one.Kind)}"));
    }

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
