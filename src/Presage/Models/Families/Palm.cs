using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>PaLM (Chowdhery et al. 2022).</summary>
/// <remarks>
/// 62B saw 795 billion tokens, the others 780 billion: the 2.98e23 and 2.53e24 operations of the paper are 6ND with these.
/// </remarks>
internal static class Palm
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("palm-8b", 8.63e9, 780e9),
        Card("palm-62b", 62.50e9, 795e9),
        Card("palm-540b", 540.35e9, 780e9, "palm"),
    ];

    private static ModelCard Card(string name, double total, double tokens, params ReadOnlySpan<string> aliases) => new()
    {
        Family = "PaLM",
        Name = name,
        Aliases = [.. aliases],
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(tokens),
        Source = "Chowdhery et al. 2022 (PaLM), Table 1 and section 5",
    };
}
