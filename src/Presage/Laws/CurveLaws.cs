using System.Collections.Immutable;
using Presage.Curves;

namespace Presage.Laws;

/// <summary>The laws of one variable that are tried on every scaling curve.</summary>
public static class CurveLaws
{
    /// <summary>
    /// Constant, linear, power law in the metric's own transform, logistic, broken line: in the order of reports.
    /// Each is safe to use from several threads, and gives the same answer every time.
    /// </summary>
    public static ImmutableArray<ICurveLaw> All { get; } =
        [new ConstantLaw(), new LinearLaw(), new PowerLaw(), new LogisticLaw(), new BrokenLineLaw()];

    /// <summary>Fits every law to a curve.</summary>
    /// <param name="curve">The curve; its conflicting points and those without a place on its axis are left out.</param>
    /// <returns>One outcome per law, in the order of <see cref="All"/>.</returns>
    public static ImmutableArray<FitOutcome> Fit(ScalingCurve curve) =>
        CurveData.From(curve) is { } data
            ? [.. All.Select(law => law.Fit(data))]
            : [.. All.Select(law => new FitOutcome.Failed(law.Name, FitFailure.NotApplicable, "no point of this curve is free of conflict and has a place on an axis"))];
}
