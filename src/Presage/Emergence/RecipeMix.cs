using System.Collections.Immutable;
using Presage.Curves;

namespace Presage.Emergence;

/// <summary>Whether the models of a curve over sizes share a recipe, as far as their cards tell.</summary>
/// <remarks>
/// A recipe fixes the tokens, or the tokens per parameter, or a grid of either: then a few values stand for many models. Where nearly every model has its own of both, generations or
/// budgets are mixed, and models differ by more than seeds. Unknown tokens tell nothing.
/// </remarks>
internal static class RecipeMix
{
    /// <summary>Values within this factor are the same.</summary>
    private const double Same = 1.1;

    /// <summary>Fewest models that can show a mixture.</summary>
    private const int Fewest = 3;

    public static bool Of(ImmutableArray<CurvePoint> models)
    {
        double?[] tokens = [.. models.Select(Tokens)];
        double?[] perParameter = [.. models.Select((point, i) => tokens[i] / point.Run.Parameters?.Count)];
        return models.Length >= Fewest && perParameter.All(ratio => ratio is > 0) && 2 * Math.Min(Distinct(tokens), Distinct(perParameter)) > models.Length;
    }

    // Stated compute over 6N where no tokens are stated.
    private static double? Tokens(CurvePoint point) => point.Run.Tokens?.Count ?? point.Run.Compute?.Operations.Count / (6 * point.Run.Parameters?.Count);

    private static int Distinct(double?[] values)
    {
        double[] sorted = [.. values.Select(value => value!.Value).Order()];
        return 1 + sorted.Skip(1).Where((value, i) => value > Same * sorted[i]).Count();
    }
}
