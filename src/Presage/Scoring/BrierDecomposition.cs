namespace Presage.Scoring;

/// <summary>A Brier score of events, taken apart: reliability - resolution + uncertainty + within-bin remainder.</summary>
/// <remarks>
/// Murphy 1973 ("A new vector partition of the probability score"), for forecasts of one event, the form in [0, 1]. Over distinct forecasts the
/// three terms
/// add up exactly; over bins of unequal forecasts a remainder is left (Stephenson, Coelho and Jolliffe 2008), which is stated rather than hidden.
/// </remarks>
/// <param name="Score">Mean of (p - outcome)^2, in [0, 1].</param>
/// <param name="Reliability">Miscalibration: mean squared distance of forecast and observed rate within a group; 0 is best.</param>
/// <param name="Resolution">Mean squared distance of a group's observed rate and the overall rate; larger is better, at most <paramref name="Uncertainty"/>.</param>
/// <param name="Uncertainty">Rate (1 - rate), in [0, 1/4]: the task's own, no merit or fault of the forecasts.</param>
/// <param name="WithinBin">What is left because forecasts in a bin differ; 0 over distinct forecasts, and may be below 0.</param>
/// <param name="Groups">Groups of forecasts, at least 1.</param>
public sealed record BrierDecomposition(double Score, double Reliability, double Resolution, double Uncertainty, double WithinBin, int Groups)
{
    /// <summary>
    /// Groups equal forecasts: exact, but with forecasts that are all different every group is one item, and reliability is the whole score.
    /// </summary>
    /// <param name="probabilities">Shape [forecasts], at least 1; each in [0, 1].</param>
    /// <param name="happened">Shape [forecasts].</param>
    /// <exception cref="ArgumentException">Shapes differ, there are no forecasts, or one is not a probability.</exception>
    public static BrierDecomposition OverDistinctForecasts(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        (double[] forecasts, bool[] outcomes) = CalibrationError.Sorted(probabilities, happened);
        List<CalibrationBin> groups = [];
        for (int begin = 0, end; begin < forecasts.Length; begin = end)
        {
            for (end = begin + 1; end < forecasts.Length && forecasts[end] == forecasts[begin];)
                end++;
            // The mean of equal numbers is the number, not its rounded sum.
            double rate = (double)outcomes.AsSpan(begin, end - begin).Count(true) / (end - begin);
            groups.Add(new CalibrationBin(forecasts[begin], forecasts[begin], end - begin, forecasts[begin], rate));
        }

        return From(groups, probabilities, happened) with { WithinBin = 0 };
    }

    /// <summary>Groups forecasts into bins.</summary>
    /// <param name="probabilities">Shape [forecasts], at least 1; each in [0, 1].</param>
    /// <param name="happened">Shape [forecasts].</param>
    /// <param name="bins">At least 1.</param>
    /// <param name="binning">How the bins are made.</param>
    /// <exception cref="ArgumentException">Shapes differ, there are no forecasts, or one is not a probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    public static BrierDecomposition OverBins(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened, int bins, CalibrationBinning binning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return From(CalibrationError.Group(probabilities, happened, bins, binning), probabilities, happened);
    }

    private static BrierDecomposition From(IReadOnlyCollection<CalibrationBin> groups, ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        double rate = (double)happened.Count(true) / happened.Length, reliability = 0, resolution = 0, squares = 0;
        foreach (CalibrationBin group in groups)
        {
            double miss = group.MeanForecast - group.ObservedRate, gain = group.ObservedRate - rate;
            reliability += group.Count * miss * miss;
            resolution += group.Count * gain * gain;
        }

        for (int i = 0; i < probabilities.Length; i++)
            squares += BrierScore.OfEvent(probabilities[i], happened[i]);
        double n = probabilities.Length;
        (reliability, resolution, squares) = (reliability / n, resolution / n, squares / n);
        double uncertainty = rate * (1 - rate);
        return new BrierDecomposition(squares, reliability, resolution, uncertainty, squares - (reliability - resolution + uncertainty), groups.Count);
    }
}
