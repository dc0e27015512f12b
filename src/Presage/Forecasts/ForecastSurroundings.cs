using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>What a forecast of one family may know beside the series itself.</summary>
/// <param name="Family">The family that is forecast.</param>
/// <param name="SameFamily">
/// All series of the family up to the origin, the one forecast among them: no point lies beyond the origin's position, and none belongs to the target.
/// </param>
/// <param name="OtherFamilies">All series of all other families, whole.</param>
/// <remarks>Equality compares the arrays by reference.</remarks>
internal sealed record ForecastSurroundings(
    string Family, ImmutableArray<ForecastHistory> SameFamily, ImmutableArray<ForecastHistory> OtherFamilies);
