using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Presage.Curves;

namespace Presage.Reports;

/// <summary>Stable names for series, such as <c>pythia/lambada_openai/acc/0-shot/sizes</c>.</summary>
internal static class SeriesIds
{
    public static ImmutableArray<string> For(ImmutableArray<ScalingCurve> curves) => Unique(curves.Select(curve => Name(curve, withMetric: true)), curves.Length);

    /// <summary>The same without the metric, such as <c>pythia/lambada_openai/0-shot/sizes</c>.</summary>
    /// <param name="curves">Shape [abilities]; one curve of each.</param>
    public static ImmutableArray<string> ForAbilities(ImmutableArray<ScalingCurve> curves) => Unique(curves.Select(curve => Name(curve, withMetric: false)), curves.Length);

    private static ImmutableArray<string> Unique(IEnumerable<string> names, int count)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = ImmutableArray.CreateBuilder<string>(count);
        foreach (string id in names)
        {
            int uses = taken.GetValueOrDefault(id) + 1;
            taken[id] = uses;
            ids.Add(uses == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}~{uses}"));
        }

        return ids.MoveToImmutable();
    }

    private static string Name(ScalingCurve curve, bool withMetric)
    {
        var parts = new List<string> { curve.Family, curve.Task };
        if (withMetric)
            parts.Add(curve.MetricName);
        parts.Add(curve.Shots is { } shots ? string.Create(CultureInfo.InvariantCulture, $"{shots}-shot") : "any-shot");
        if (curve.Over == CurveOver.Sizes)
        {
            parts.Add("sizes");
        }
        else
        {
            parts.Add("checkpoints");
            parts.Add(curve.Model!);
            if (curve.TrainingRun is not null)
                parts.Add(curve.TrainingRun);
            if (curve.Seed is { } seed)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"seed{seed}"));
        }

        return string.Join('/', parts.Select(Slug));
    }

    // Letters and digits of any script stay; what means something in a URL or in markup does not.
    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '.' or ',' or '-' or '+')
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.Length > 0 ? slug.ToString() : "-";
    }
}
