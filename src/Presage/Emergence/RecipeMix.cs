using System.Collections.Immutable;
using Presage.Curves;

namespace Presage.Emergence;

/// <summary>Whether the models of a curve over sizes share a recipe, as far as their cards tell.</summary>
/// <remarks>
/// A recipe fixes the tokens, or the tokens per parameter, or a grid of either: then a few values stand for many models; or it lets the tokens grow as a power of the parameters. Where nearly
/// every model has its own of both, and they follow no power, generations or budgets are mixed, and models differ by more than seeds. So they do where width and depth are varied apart, as in a
/// study of shapes. What is unknown tells nothing.
/// </remarks>
internal static class RecipeMix
{
    /// <summary>Values within this factor are the same.</summary>
    private const double Same = 1.1;

    /// <summary>Tokens within this factor of a power of the parameters follow it.</summary>
    private const double Near = 1.2;

    /// <summary>Fewest models that can show a power: two more than could follow any by chance.</summary>
    private const int FewestOfAPower = 6;

    /// <summary>Fewest models that can show a mixture.</summary>
    private const int Fewest = 3;

    /// <summary>Share of steps to the next larger model beyond which embeddings that shrink are no exception.</summary>
    private const double Exceptions = 0.25;

    public static bool Of(ImmutableArray<CurvePoint> models) => MixesTokens(models) || MixesShapes(models);

    // Embeddings, and so widths, grow with size in one recipe; where they often shrink, width and depth are varied apart.
    private static bool MixesShapes(ImmutableArray<CurvePoint> models)
    {
        double?[] embeddings =
        [
            .. models.OrderBy(point => point.Run.Card.NonEmbeddingParameters?.Count).ThenBy(point => point.Run.Card.Name, StringComparer.Ordinal)
                .Select(point => point.Run.Card.TotalParameters?.Count - point.Run.Card.NonEmbeddingParameters?.Count),
        ];
        return models.Length >= Fewest && embeddings.All(count => count is > 0)
            && embeddings.Skip(1).Where((count, i) => embeddings[i] > Same * count).Count() > Exceptions * (models.Length - 1);
    }

    private static bool MixesTokens(ImmutableArray<CurvePoint> models)
    {
        double?[] tokens = [.. models.Select(Tokens)];
        double?[] perParameter = [.. models.Select((point, i) => tokens[i] / point.Run.Parameters?.Count)];
        return models.Length >= Fewest && perParameter.All(ratio => ratio is > 0) && 2 * Math.Min(Distinct(tokens), Distinct(perParameter)) > models.Length
            && !IsAPower([.. models.Select(point => Math.Log(point.Run.Parameters!.Value.Count))], [.. tokens.Select(count => Math.Log(count!.Value))]);
    }

    // A straight line in the logarithms by least squares, that rises.
    private static bool IsAPower(double[] parameters, double[] tokens)
    {
        if (parameters.Length < FewestOfAPower)
            return false;
        double meanX = parameters.Average(), meanY = tokens.Average();
        double slope = parameters.Zip(tokens, (x, y) => (x - meanX) * (y - meanY)).Sum() / parameters.Sum(x => (x - meanX) * (x - meanX));
        return slope > 0 && parameters.Zip(tokens).All(one => Math.Abs(one.Second - meanY - (slope * (one.First - meanX))) <= Math.Log(Near));
    }

    // Stated compute over 6N where no tokens are stated.
    private static double? Tokens(CurvePoint point) => point.Run.Tokens?.Count ?? point.Run.Compute?.Operations.Count / (6 * point.Run.Parameters?.Count);

    private static int Distinct(double?[] values)
    {
        double[] sorted = [.. values.Select(value => value!.Value).Order()];
        return 1 + sorted.Skip(1).Where((value, i) => value > Same * sorted[i]).Count();
    }
}
