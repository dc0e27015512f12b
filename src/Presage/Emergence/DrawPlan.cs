namespace Presage.Emergence;

/// <summary>How many data sets are simulated behind a p-value, and when drawing ends.</summary>
/// <param name="Most">Most draws.</param>
/// <param name="Level">Drawing ends once the decision at this level is settled; null where all are drawn.</param>
internal readonly record struct DrawPlan(int Most, double? Level)
{
    private const int FewestDraws = 1024;

    /// <summary>Whether more draws could no longer change the decision: already more exceed than the level allows, or so few that 5 standard errors do not reach it.</summary>
    public bool IsSettled(int exceed, int done) =>
        Level is { } level && (exceed > level * Most || (done >= FewestDraws && exceed + (5 * Math.Sqrt(exceed + 4)) < level * done));

    /// <summary>The p-value, which counts the data themselves as one draw (Davison and Hinkley 1997).</summary>
    public static double PValue(int exceed, int done) => (exceed + 1.0) / (done + 1);
}
