using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Units;

namespace Presage.Reports;

/// <summary>A fit of the loss law L(N, D) to one table: what every output of <c>presage fit chinchilla</c> prints.</summary>
public sealed record LossLawReport
{
    /// <summary>The schema of <see cref="LossLawJson"/>.</summary>
    public const string Schema = "presage.fit/1";

    private const int CurveBudgets = 41;

    private LossLawReport(FitOutcome.Converged fit, ChinchillaBootstrap bootstrap) => (Fit, Bootstrap) = (fit, bootstrap);

    /// <summary>The table as the user named it.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file on disk, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Which columns were read as what, such as <c>N = Model Size</c>.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The points of the fit.</summary>
    public required ImmutableArray<LossPoint> Points { get; init; }

    /// <summary>The line of the table on which each point stands, from 1.</summary>
    public required ImmutableArray<long> Lines { get; init; }

    /// <summary>Rows that are no part of the fit, with the reason.</summary>
    public required ImmutableArray<Rejection> LeftOut { get; init; }

    /// <summary>The fit.</summary>
    public FitOutcome.Converged Fit { get; }

    /// <summary>The refits to resampled points.</summary>
    public ChinchillaBootstrap Bootstrap { get; }

    /// <summary>The coefficients, and a = beta / (alpha + beta).</summary>
    public ImmutableArray<LossLawEstimate> Estimates { get; private init; } = [];

    /// <summary>The best split of each budget that was asked for; a budget without one is left out.</summary>
    public ImmutableArray<LossLawAllocation> Allocations { get; private init; } = [];

    /// <summary>The best split along the range of compute, from the least of the points to ten times the largest of points and budgets; empty where the law has none.</summary>
    public ImmutableArray<LossLawAllocation> AllocationCurve { get; private init; } = [];

    /// <summary>What a reader must know.</summary>
    public ImmutableArray<string> Notes { get; private init; } = [];

    /// <summary>Gathers a report.</summary>
    /// <param name="path">The table as the user named it.</param>
    /// <param name="sha256">Of the file on disk.</param>
    /// <param name="columns">Which columns were read as what.</param>
    /// <param name="points">The points of the fit, each with its line in the table.</param>
    /// <param name="leftOut">Rows that are no part of the fit.</param>
    /// <param name="fit">The fit of the points.</param>
    /// <param name="bootstrap">Refits of the points.</param>
    /// <param name="budgets">Budgets to split; each above 0.</param>
    public static LossLawReport Build(
        string path, string sha256, ImmutableArray<string> columns, ImmutableArray<(LossPoint Point, long Line)> points, ImmutableArray<Rejection> leftOut,
        FitOutcome.Converged fit, ChinchillaBootstrap bootstrap, ImmutableArray<Flops> budgets)
    {
        ArgumentNullException.ThrowIfNull(bootstrap);
        ChinchillaLaw law = ChinchillaLaw.From(fit);
        ImmutableArray<LossLawAllocation> allocations = [.. budgets.Select(budget => Allocation(law, bootstrap, budget)).OfType<LossLawAllocation>()];
        double least = points.Min(row => Compute(row.Point));
        double most = 10 * Math.Max(points.Max(row => Compute(row.Point)), budgets.Select(budget => budget.Count).DefaultIfEmpty(0).Max());
        return new LossLawReport(fit, bootstrap)
        {
            Path = path,
            Sha256 = sha256,
            Columns = columns,
            Points = [.. points.Select(row => row.Point)],
            Lines = [.. points.Select(row => row.Line)],
            LeftOut = leftOut,
            Estimates =
            [
                Estimate("A", law => law.ParameterCoefficient),
                Estimate("B", law => law.TokenCoefficient),
                Estimate("E", law => law.IrreducibleLoss),
                Estimate("alpha", law => law.ParameterExponent),
                Estimate("beta", law => law.TokenExponent),
                Estimate("a", ComputeOptimalAllocation.SizeExponent),
            ],
            Allocations = allocations,
            AllocationCurve =
            [
                .. Enumerable.Range(0, CurveBudgets)
                    .Select(i => Allocation(law, bootstrap, Flops.From(least * Math.Pow(most / least, i / (CurveBudgets - 1.0)))))
                    .OfType<LossLawAllocation>(),
            ],
            Notes = [.. NotesOn(law, bootstrap, fit)],
        };

        LossLawEstimate Estimate(string name, Func<ChinchillaLaw, double?> quantity) => new(
            name, quantity(law), fit.Coefficients.FirstOrDefault(coefficient => coefficient.Name == name)?.StandardError,
            bootstrap.StandardError(quantity), bootstrap.Interval(quantity));
    }

    private static LossLawAllocation? Allocation(ChinchillaLaw law, ChinchillaBootstrap bootstrap, Flops budget)
    {
        if (ComputeOptimalAllocation.For(law, budget) is not { } best)
            return null;
        return new LossLawAllocation(
            best,
            bootstrap.Interval(each => ComputeOptimalAllocation.For(each, budget)?.Parameters.Count),
            bootstrap.Interval(each => ComputeOptimalAllocation.For(each, budget)?.Tokens.Count),
            bootstrap.Interval(each => ComputeOptimalAllocation.For(each, budget)?.TokensPerParameter),
            bootstrap.Interval(each => ComputeOptimalAllocation.For(each, budget)?.Loss.Count));
    }

    private static IEnumerable<string> NotesOn(ChinchillaLaw law, ChinchillaBootstrap bootstrap, FitOutcome.Converged fit)
    {
        foreach (string remark in fit.Remarks)
            yield return remark;
        if (bootstrap.Failed > 0)
            yield return $"{NumberText.Count(bootstrap.Failed)} of {NumberText.Count(bootstrap.Draws)} resamples determine no law; intervals count them as beyond both ends.";
        if (ComputeOptimalAllocation.SizeExponent(law) is null)
            yield return "An exponent is not above 0: no split of a budget is the best one.";
        yield return "Points are resampled as if independent; where several come from one training run the intervals are too narrow.";
    }

    private static double Compute(LossPoint point) => 6 * point.Parameters.Count * point.Tokens.Count;
}
