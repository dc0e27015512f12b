using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>Chinchilla (Hoffmann et al. 2022).</summary>
/// <remarks>
/// 6ND gives 5.88e23 operations; the paper trained it on the budget of Gopher, which it puts at 5.76e23.
/// </remarks>
internal static class Chinchilla
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        new()
        {
            Family = "Chinchilla",
            Name = "chinchilla-70b",
            Aliases = ["chinchilla"],
            TotalParameters = Params.From(70e9),
            TrainingTokens = Tokens.From(1.4e12),
            Source = "Hoffmann et al. 2022 (Chinchilla), Tables 1 and 4",
        },
    ];
}
