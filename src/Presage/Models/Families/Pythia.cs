using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>Pythia (Biderman et al. 2023): four series of training runs with the same shapes.</summary>
/// <remarks>
/// <c>Pythia</c> read the Pile and <c>Pythia deduped</c> the Pile without duplicates: another corpus, another family.
/// <c>Pythia v0</c> and <c>Pythia v0 deduped</c> are the first release, trained independently of the final one (which logs call <c>pythia-v1</c> or <c>pythia-v1.1</c>).
/// Until January 2023 the sizes were named without embeddings (19m for 70m, 13b for 12b); those names are aliases here, and stand for the final release.
/// 143,000 steps of 2,097,152 tokens. Runs of the first release with 4 million tokens per step have their published checkpoints numbered as if they had 2 million.
/// 14m and 31m were added later, with the same data and steps.
/// </remarks>
internal static class Pythia
{
    private const string PaperSource = "Biderman et al. 2023 (Pythia), Table 1, and model pages";
    private const double TokensPerStep = 2_097_152;
    private const double Steps = 143_000;

    private static readonly ImmutableArray<Size> Sizes =
    [
        new("70m", "19m", 18_915_328, 70_426_624),
        new("160m", "125m", 85_056_000, 162_322_944),
        new("410m", "350m", 302_311_424, 405_334_016),
        new("1b", "800m", 805_736_448, 1_011_781_632),
        new("1.4b", "1.3b", 1_208_602_624, 1_414_647_808),
        new("2.8b", "2.7b", 2_517_652_480, 2_775_208_960),
        new("6.9b", "6.7b", 6_444_163_072, 6_857_302_016),
        new("12b", "13b", 11_327_027_200, 11_846_072_320),
    ];

    public static ImmutableArray<ModelCard> Cards() =>
    [
        Final(new("14m", null, 1_189_888, 14_067_712)),
        Final(new("31m", null, 4_739_072, 30_494_720)),
        .. Sizes.Select(Final),
        .. Sizes.Select(Deduped),
        .. Sizes.Select(FirstRelease),
        .. Sizes.Select(FirstReleaseDeduped),
    ];

    private static ModelCard Final(Size size) =>
        Card("Pythia", $"pythia-{size.Name}", size, [.. size.Names.SelectMany(name => (string[])[$"pythia-{name}", $"pythia-v1-{name}", $"pythia-v1.1-{name}"])]);

    private static ModelCard Deduped(Size size) =>
        Card("Pythia deduped", $"pythia-{size.Name}-deduped", size,
            [.. size.Names.SelectMany(name => (string[])[$"pythia-{name}-deduped", $"pythia-v1-{name}-deduped", $"pythia-v1.1-{name}-deduped"])]);

    private static ModelCard FirstRelease(Size size) =>
        Card("Pythia v0", $"pythia-v0-{size.Name}", size, [.. size.Names.SelectMany(name => (string[])[$"pythia-v0-{name}", $"pythia-{name}-v0"])]) with
        {
            RetrainingOf = $"pythia-{size.Name}",
        };

    private static ModelCard FirstReleaseDeduped(Size size) =>
        Card("Pythia v0 deduped", $"pythia-v0-{size.Name}-deduped", size,
            [.. size.Names.SelectMany(name => (string[])[$"pythia-v0-{name}-deduped", $"pythia-{name}-deduped-v0"])]) with
        {
            RetrainingOf = $"pythia-{size.Name}-deduped",
        };

    private static ModelCard Card(string family, string name, Size size, ImmutableArray<string> aliases) => new()
    {
        Family = family,
        Name = name,
        Aliases = aliases.Remove(name),
        NonEmbeddingParameters = Params.From(size.NonEmbedding),
        TotalParameters = Params.From(size.Total),
        TrainingTokens = Tokens.From(TokensPerStep * Steps),
        TokensPerStep = Tokens.From(TokensPerStep),
        Source = PaperSource,
    };

    private sealed record Size(string Name, string? OldName, double NonEmbedding, double Total)
    {
        public IEnumerable<string> Names => OldName is null ? [Name] : [Name, OldName];
    }
}
