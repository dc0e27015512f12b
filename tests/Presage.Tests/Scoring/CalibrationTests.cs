using CsCheck;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class CalibrationTests
{
    private static readonly double[] Forecasts = [0.1, 0.4, 0.35, 0.8, 0.65, 0.9, 0.05, 0.55, 0.7, 0.2];
    private static readonly bool[] Outcomes = [false, false, true, true, true, true, false, false, true, false];

    private static readonly Gen<(double[] Forecasts, bool[] Outcomes)> Some =
        Gen.Int[1, 60].SelectMany(n => Gen.Select(Gen.Int[0, 20].Select(step => step / 20.0).Array[n], Gen.Bool.Array[n]));

    // scikit-learn 1.2.1, brier_score_loss(outcomes, forecasts).
    [Fact]
    public void BrierScore_OfEvents_IsThatOfScikitLearn() =>
        Assert.Equal(0.12, Forecasts.Zip(Outcomes, BrierScore.OfEvent).Average(), 12);

    // scikit-learn 1.2.1, calibration_curve(outcomes, forecasts, n_bins=5, strategy="uniform"), and the error from its bins.
    [Fact]
    public void CalibrationError_OfEqualWidths_HasTheBinsOfScikitLearn()
    {
        CalibrationError error = CalibrationError.Of(Forecasts, Outcomes, 5, CalibrationBinning.EqualWidth);
        Check([0.0, 0.5, 0.0, 1.0, 1.0], error.Bins.Select(bin => bin.ObservedRate));
        Check([0.11666666666666668, 0.375, 0.55, 0.7166666666666668, 0.9], error.Bins.Select(bin => bin.MeanForecast));
        Assert.Equal(0.21, error.Expected, 12);
        Assert.Equal(0.55, error.Maximum, 12);
    }

    // scikit-learn 1.2.1, the same with strategy="quantile"; the numbers divide evenly, so that its quantiles part them as we do.
    [Fact]
    public void CalibrationError_OfEqualMass_HasTheBinsOfScikitLearn()
    {
        CalibrationError error = CalibrationError.Of(Forecasts, Outcomes, 5, CalibrationBinning.EqualMass);
        Check([0.0, 0.5, 0.0, 1.0, 1.0], error.Bins.Select(bin => bin.ObservedRate));
        Check([0.075, 0.275, 0.475, 0.675, 0.85], error.Bins.Select(bin => bin.MeanForecast));
        Assert.All(error.Bins, bin => Assert.Equal(2, bin.Count));
    }

    [Fact]
    public void CalibrationError_OfForecastsAtTheEnds_CountsEachOnce()
    {
        CalibrationError error = CalibrationError.Of([0, 1, 0.5, 0.5], [false, true, true, false], 2, CalibrationBinning.EqualWidth);
        // A bin holds its upper end.
        Assert.Equal([3, 1], error.Bins.Select(bin => bin.Count));
        Assert.Equal(new CalibrationBin(0.5, 1, 1, 1, 1), error.Bins[1]);
    }

    [Fact]
    public void CalibrationError_OfAnyForecasts_IsInRangeAndOfNoOrder() =>
        Gen.Select(Some, Gen.Int[1, 12], Gen.Enum<CalibrationBinning>()).Sample((given, bins, binning) =>
        {
            CalibrationError error = CalibrationError.Of(given.Forecasts, given.Outcomes, bins, binning);
            CalibrationError reversed = CalibrationError.Of([.. given.Forecasts.Reverse()], [.. given.Outcomes.Reverse()], bins, binning);
            return error.Expected is >= 0 and <= 1
                && error.Expected <= error.Maximum + 1e-12
                && error.Bins.Sum(bin => bin.Count) == given.Forecasts.Length
                && error.Bins.Length <= bins
                && reversed.Expected == error.Expected
                && reversed.Bins.SequenceEqual(error.Bins);
        });

    [Fact]
    public void BrierDecomposition_OverDistinctForecasts_AddsUp() =>
        Some.Sample(given =>
        {
            BrierDecomposition parts = BrierDecomposition.OverDistinctForecasts(given.Forecasts, given.Outcomes);
            return Math.Abs(parts.Reliability - parts.Resolution + parts.Uncertainty - parts.Score) < 1e-12
                && Math.Abs(given.Forecasts.Zip(given.Outcomes, BrierScore.OfEvent).Average() - parts.Score) < 1e-12
                && parts.Resolution <= parts.Uncertainty + 1e-12 && parts.Reliability >= 0 && parts.Uncertainty <= 0.25;
        });

    [Fact]
    public void BrierDecomposition_OverBins_StatesWhatIsLeft() =>
        Gen.Select(Some, Gen.Int[1, 12], Gen.Enum<CalibrationBinning>()).Sample((given, bins, binning) =>
        {
            BrierDecomposition parts = BrierDecomposition.OverBins(given.Forecasts, given.Outcomes, bins, binning);
            return Math.Abs(parts.Reliability - parts.Resolution + parts.Uncertainty + parts.WithinBin - parts.Score) < 1e-12;
        });

    [Fact]
    public void BrierDecomposition_OfCalibratedForecasts_HasNoReliabilityTerm()
    {
        double[] forecasts = [0.25, 0.25, 0.25, 0.25, 0.5, 0.5];
        BrierDecomposition parts = BrierDecomposition.OverDistinctForecasts(forecasts, [true, false, false, false, true, false]);
        Assert.Equal(0, parts.Reliability, 15);
        Assert.Equal(2 / 9.0, parts.Uncertainty, 15);
        Assert.Equal(((4 * (1 / 144.0)) + (2 * (1 / 36.0))) / 6, parts.Resolution, 15);
        Assert.Equal(2, parts.Groups);
    }

    [Fact]
    public void Calibration_OfBadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => CalibrationError.Of([], [], 5, CalibrationBinning.EqualWidth));
        Assert.Throws<ArgumentException>(() => CalibrationError.Of([0.5], [], 5, CalibrationBinning.EqualWidth));
        Assert.Throws<ArgumentException>(() => CalibrationError.Of([1.5], [true], 5, CalibrationBinning.EqualWidth));
        Assert.Throws<ArgumentOutOfRangeException>(() => BrierDecomposition.OverBins([0.5], [true], 0, CalibrationBinning.EqualMass));
    }

    private static void Check(double[] expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 12));
}
