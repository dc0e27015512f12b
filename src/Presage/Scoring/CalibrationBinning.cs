namespace Presage.Scoring;

/// <summary>How forecasts are put into bins.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of equal width; each holds its upper end, the first also 0, as in scikit-learn's <c>calibration_curve</c>.</summary>
    EqualWidth,

    /// <summary>Bins of nearly equal numbers of forecasts (adaptive: Nixon et al. 2019); equal forecasts stay together.</summary>
    EqualMass,
}
