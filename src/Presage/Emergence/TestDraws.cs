namespace Presage.Emergence;

/// <summary>How the tests of an ability draw.</summary>
/// <param name="Noise">Most data sets of pure noise per test.</param>
/// <param name="Curves">Most curves of counts per test.</param>
/// <param name="StopWhenSettled">Whether drawing ends once the decision is settled.</param>
/// <param name="Nulls">Null distributions that abilities of one design share.</param>
internal sealed record TestDraws(int Noise, int Curves, bool StopWhenSettled, NullDistributions Nulls)
{
    /// <summary>Curves of counts in the first pass: each costs a hundred times a data set of noise.</summary>
    private const int FirstCurves = 499;

    /// <summary>The first pass over all abilities.</summary>
    public static TestDraws First(VerdictOptions options, NullDistributions nulls) => options.FixedDraws is { } count
        ? new(count, count, StopWhenSettled: false, nulls)
        : new(options.FirstDraws, Math.Min(FirstCurves, options.FirstDraws), StopWhenSettled: true, nulls);

    /// <summary>A later pass over abilities whose decision is not settled.</summary>
    /// <param name="draws">Draws per test.</param>
    public TestDraws Extended(int draws) => this with { Noise = draws, Curves = draws, StopWhenSettled = false };

    /// <summary>Draws of pure noise for a test at a level.</summary>
    public DrawPlan NoiseAt(double level) => new(Noise, StopWhenSettled ? level : null);

    /// <summary>Drawn curves for a test at a level.</summary>
    public DrawPlan CurvesAt(double level) => new(Curves, StopWhenSettled ? level : null);
}
