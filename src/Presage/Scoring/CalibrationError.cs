using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>How far forecast probabilities are from observed rates, bin by bin.</summary>
/// <remarks>
/// Naeini et al. 2015: expected calibration error = sum over bins of (count/n) |observed rate - mean forecast|. It depends on the bins, which are
/// therefore part of the
/// value; <see cref="BrierDecomposition"/> needs none. Compares <see cref="Bins"/> by reference.
/// </remarks>
/// <param name="Binning">How the bins were made.</param>
/// <param name="BinsAsked">Bins asked for; empty ones are left out of <paramref name="Bins"/>.</param>
/// <param name="Bins">The bins that hold a forecast, lowest first.</param>
/// <param name="Expected">Mean distance over forecasts, in [0, 1]; smaller is better.</param>
/// <param name="Maximum">Largest distance of a bin, in [0, 1].</param>
public sealed record CalibrationError(CalibrationBinning Binning, int BinsAsked, ImmutableArray<CalibrationBin> Bins, double Expected, double Maximum)
{
    /// <summary>Bins forecasts and compares them with what happened.</summary>
    /// <param name="probabilities">Shape [forecasts], at least 1; each in [0, 1].</param>
    /// <param name="happened">Shape [forecasts].</param>
    /// <param name="bins">At least 1; 10 in Guo et al. 2017 and in BIG-bench is 15 and 10: state it with the value.</param>
    /// <param name="binning">How the bins are made.</param>
    /// <exception cref="ArgumentException">Shapes differ, there are no forecasts, or one is not a probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    public static CalibrationError Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened, int bins, CalibrationBinning binning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ImmutableArray<CalibrationBin> filled = Group(probabilities, happened, bins, binning);
        double expected = 0, maximum = 0;
        foreach (CalibrationBin bin in filled)
        {
            double distance = Math.Abs(bin.ObservedRate - bin.MeanForecast);
            expected += distance * bin.Count;
            maximum = Math.Max(maximum, distance);
        }

        return new CalibrationError(binning, bins, filled, expected / probabilities.Length, maximum);
    }

    /// <summary>The filled bins, lowest first. Sums run over sorted forecasts, so that the order of the items does not matter.</summary>
    internal static ImmutableArray<CalibrationBin> Group(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened, int bins, CalibrationBinning binning)
    {
        (double[] forecasts, bool[] outcomes) = Sorted(probabilities, happened);
        ImmutableArray<CalibrationBin>.Builder filled = ImmutableArray.CreateBuilder<CalibrationBin>();
        for (int begin = 0, end, bin = 0; begin < forecasts.Length; begin = end)
        {
            double lower, upper;
            if (binning == CalibrationBinning.EqualWidth)
            {
                while (bin < bins - 1 && forecasts[begin] > (bin + 1.0) / bins)
                    bin++;
                (lower, upper) = ((double)bin / bins, (bin + 1.0) / bins);
                for (end = begin + 1; end < forecasts.Length && (bin == bins - 1 || forecasts[end] <= upper);)
                    end++;
            }
            else
            {
                while (bin < bins && (long)forecasts.Length * bin / bins <= begin)
                    bin++;
                end = (int)((long)forecasts.Length * bin / bins);
                while (end < forecasts.Length && forecasts[end] == forecasts[end - 1])
                    end++;
                (lower, upper) = (forecasts[begin], forecasts[end - 1]);
            }

            filled.Add(Bin(forecasts.AsSpan(begin, end - begin), outcomes.AsSpan(begin, end - begin), lower, upper));
        }

        return filled.ToImmutable();
    }

    /// <summary>Checked and in the order of the forecasts, those that did not come true first.</summary>
    internal static (double[] Forecasts, bool[] Outcomes) Sorted(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        if (happened.Length != probabilities.Length)
            throw new ArgumentException($"There are {probabilities.Length} forecasts and {happened.Length} outcomes.", nameof(happened));
        if (probabilities.IsEmpty)
            throw new ArgumentException("There are no forecasts.", nameof(probabilities));
        double[] forecasts = probabilities.ToArray();
        bool[] outcomes = happened.ToArray();
        foreach (double forecast in forecasts)
            BrierScore.CheckProbability(forecast);
        Array.Sort(forecasts, outcomes);
        return (forecasts, outcomes);
    }

    internal static CalibrationBin Bin(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> outcomes, double lower, double upper)
    {
        double sum = 0;
        foreach (double forecast in forecasts)
            sum += forecast;
        return new CalibrationBin(lower, upper, forecasts.Length, sum / forecasts.Length, (double)outcomes.Count(true) / outcomes.Length);
    }
}
