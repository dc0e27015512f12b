namespace Presage.Forecasts;

/// <summary>One way to forecast a series. The list of them is <see cref="ForecastCandidates.All"/>.</summary>
internal interface IForecastCandidate
{
    /// <summary>The name in reports, camelCase, such as <c>logLog</c>.</summary>
    string Name { get; }

    /// <summary>Learns what it takes from other series; called once per family and origin.</summary>
    /// <param name="surroundings">What may be known.</param>
    /// <returns>
    /// Fits the candidate to one history of the surroundings' family. Called from several threads; gives the same answer every time, and never
    /// throws for data that merely do not suit the candidate: the fitted candidate then says why.
    /// </returns>
    Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings);
}
