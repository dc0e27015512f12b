namespace Presage.Emergence;

/// <summary>A raw curve that goes one way and then the other: its highest or lowest model lies significantly beyond both the first and the last.</summary>
/// <param name="At">Index of the model at which it turns.</param>
/// <param name="Rate">Success rate there.</param>
/// <param name="IsPeak">Whether it rises first and falls then.</param>
public sealed record RawTurn(int At, double Rate, bool IsPeak)
{
    private const double Level = 0.05;

    internal static RawTurn? Of(SuccessCounts? raw, VerdictOptions options)
    {
        if (raw is not { Successes.Length: > 2 })
            return null;
        int models = raw.Successes.Length, highest = 0, lowest = 0;
        for (int i = 1; i < models; i++)
        {
            highest = raw.RateOf(i) > raw.RateOf(highest) ? i : highest;
            lowest = raw.RateOf(i) < raw.RateOf(lowest) ? i : lowest;
        }

        double margin = options.SharpnessMargin * (1 - raw.Chance);
        return Above(highest, 0) && Above(highest, models - 1) ? new RawTurn(highest, raw.RateOf(highest), true)
            : Above(0, lowest) && Above(models - 1, lowest) ? new RawTurn(lowest, raw.RateOf(lowest), false)
            : null;

        bool Above(int high, int low) =>
            raw.RateOf(high) - raw.RateOf(low) >= margin && (models - 2) * RateComparison.PValue(raw, low, high) <= Level;
    }
}
