using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>Gopher (Rae et al. 2021).</summary>
/// <remarks>
/// The printed sizes include the embeddings: 13 L d^2 + 32,000 d with the layers and widths of Table 1 gives each of them.
/// </remarks>
internal static class Gopher
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("gopher-44m", 44e6),
        Card("gopher-117m", 117e6),
        Card("gopher-417m", 417e6),
        Card("gopher-1.4b", 1.4e9),
        Card("gopher-7.1b", 7.1e9),
        Card("gopher-280b", 280e9, "gopher"),
    ];

    private static ModelCard Card(string name, double total, params ReadOnlySpan<string> aliases) => new()
    {
        Family = "Gopher",
        Name = name,
        Aliases = [.. aliases],
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(300e9),
        Source = "Rae et al. 2021 (Gopher), Table 1 and section 3",
    };
}
