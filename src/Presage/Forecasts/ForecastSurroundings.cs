using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>What a forecast of one family may know beside the series itself.</summary>
/// <param name="family">The family that is forecast.</param>
/// <param name="sameFamily">Gives <see cref="SameFamily"/> when first asked.</param>
/// <param name="otherFamilies">Gives <see cref="OtherFamilies"/> when first asked.</param>
internal sealed class ForecastSurroundings(
    string family, Func<ImmutableArray<ForecastHistory>> sameFamily, Func<ImmutableArray<ForecastHistory>> otherFamilies)
{
    private readonly Lazy<ImmutableArray<ForecastHistory>> _sameFamily = new(sameFamily);
    private readonly Lazy<ImmutableArray<ForecastHistory>> _otherFamilies = new(otherFamilies);

    /// <summary>The family that is forecast.</summary>
    public string Family { get; } = family;

    /// <summary>
    /// All series of the family up to the origin, the one forecast among them: no point lies beyond the origin's position, and none belongs to the target.
    /// </summary>
    public ImmutableArray<ForecastHistory> SameFamily => _sameFamily.Value;

    /// <summary>All series of all other families, whole.</summary>
    public ImmutableArray<ForecastHistory> OtherFamilies => _otherFamilies.Value;
}
