using System.Collections.Immutable;

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
}
