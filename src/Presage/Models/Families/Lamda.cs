using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>LaMDA (Thoppilan et al. 2022).</summary>
/// <remarks>
/// The paper gives 137B as non-embedding parameters, and the compute as 0.565 x 123e12 operations x 1024 chips x 57.7 days.
/// Its smaller sizes are printed without saying which parameters count, so they are entered as totals.
/// The tokens seen were not published; the corpus was not read to its end. The 68B model is known only from Wei et al. (2022).
/// </remarks>
internal static class Lamda
{
    private const string Paper = "Thoppilan et al. 2022 (LaMDA), section 3 and section 10";

    public static ImmutableArray<ModelCard> Cards() =>
    [
        new() { Family = "LaMDA", Name = "lamda-2b", TotalParameters = Params.From(2e9), Source = Paper },
        new() { Family = "LaMDA", Name = "lamda-8b", TotalParameters = Params.From(8e9), Source = Paper },
        new()
        {
            Family = "LaMDA",
            Name = "lamda-68b",
            TotalParameters = Params.From(68e9),
            StatedCompute = Flops.From(1.3e23),
            Source = "Wei et al. 2022 (Emergent Abilities), Table 1",
        },
        new()
        {
            Family = "LaMDA",
            Name = "lamda-137b",
            NonEmbeddingParameters = Params.From(137e9),
            StatedCompute = Flops.From(3.55e23),
            Source = Paper,
        },
    ];
}
