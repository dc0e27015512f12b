using Presage.Models;
using Presage.Testing;

namespace Presage.Tests.Models;

public sealed class ModelGuideTests
{
    [Fact]
    public void Guide_TableOfFamilies_IsTheCatalogue()
    {
        string[] written = [.. File.ReadLines(GuidePages.Path("models.md")).SkipWhile(line => line != "## Built-in families").Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

        Assert.Equal([.. ModelCatalogue.BuiltIn.Cards.GroupBy(card => card.Family).Select(Row)], written);
    }

    [Fact]
    public void Guide_LadderKeys_AreThoseOfTheSuggestion()
    {
        string[] lines = File.ReadAllLines(GuidePages.Path("models.md"));
        string[] documented = [.. lines.SkipWhile(line => line != "```yaml").TakeWhile(line => line != "```").Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(KeyOf)];

        Assert.NotEmpty(documented);
        Assert.Equal([.. ModelCatalogue.Suggest("my-model-1b").Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(KeyOf)], documented);
    }

    private static string KeyOf(string line) => line.Trim().Split(':')[0];

    private static string Row(IGrouping<string, ModelCard> family)
    {
        string names = string.Join(", ", family.Select(card => $"`{card.Name}`"));
        string compute = string.Join(", ", family.Select(Compute).Distinct());
        return $"| {family.Key} | {names} | {compute} |";
    }

    private static string Compute(ModelCard card) => card.Compute?.Source switch
    {
        null => "unknown",
        ComputeSource.Stated => "stated",
        ComputeSource.SixNonEmbeddingParameters => "6ND, non-embedding",
        ComputeSource.SixTotalParameters => "6ND, total",
        ComputeSource.SixActiveParameters => "6ND, active",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
