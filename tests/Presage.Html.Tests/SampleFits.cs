using System.Collections.Immutable;
using Presage.Curves;
using Presage.Laws;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>Rough fits by search over a grid, close enough that the page shows what real fits will look like.</summary>
internal static class SampleFits
{
    private const int Grid = 60;

    /// <summary>The laws of a curve, and those that converged as lines with bands.</summary>
    public static (ImmutableArray<FitOutcome> Laws, ImmutableArray<DrawnLaw> Drawn) Of(ScalingCurve curve)
    {
        CurvePoint[] used = [.. curve.Points.Where(point => !point.Conflicting)];
        double[] x = [.. used.Select(point => Math.Log10(point.At(ScaleAxis.TrainingCompute)!.Value))];
        double[] y = [.. used.Select(point => point.Value)];
        (double low, double high) = (x.Min(), x.Max());
        double spread = y.Max() - y.Min();
        double[] knots = [.. Enumerable.Range(1, 29).Select(i => low + (high - low) * i / 30)];
        double[] slopes = [1, 1.5, 2, 3, 4, 6, 9];

        var fits = new List<(string Law, string Formula, string[] Names, double[] Shape, Func<double, double> Mean, int Parameters)>
        {
            Best("constant", "y = a", ["a"], [[]], _ => _ => 0, 1),
            Best("linear", "y = a + b x", ["a", "b"], [[]], _ => at => at, 2),
            Best("logistic", "y = g + c / (1 + exp(-k (x - x0)))", ["g", "c", "k", "x0"],
                from knot in knots from slope in slopes select (double[])[slope, knot], shape => at => 1 / (1 + Math.Exp(-shape[0] * (at - shape[1]))), 4),
            Best("brokenLine", "y = a + b max(0, x - x0)", ["a", "b", "x0"], knots.Select(knot => (double[])[knot]), shape => at => Math.Max(0, at - shape[0]), 3),
        };

        double[] positions = [.. Enumerable.Range(0, Grid).Select(i => low - 0.1 + (high - low + 0.2) * i / (Grid - 1))];
        var laws = ImmutableArray.CreateBuilder<FitOutcome>();
        var drawn = ImmutableArray.CreateBuilder<DrawnLaw>();
        foreach ((string law, string formula, string[] names, double[] shape, Func<double, double> mean, int parameters) in fits)
        {
            double[] residuals = [.. x.Zip(y, (at, value) => value - mean(at))];
            double sum = residuals.Sum(residual => residual * residual);
            double deviation = Math.Sqrt(sum / Math.Max(1, x.Length - parameters));
            double centre = x.Average();
            double Half(double at) => 2.1 * deviation * Math.Sqrt(parameters / (double)x.Length * (0.5 + Math.Pow((at - centre) / (high - low) * 2, 2)));
            laws.Add(new FitOutcome.Converged(law, at => new FittedValue(mean(at), mean(at) - Half(at), mean(at) + Half(at)))
            {
                Formula = formula,
                Coefficients = [.. names.Select((name, i) => new Coefficient(name, i < 2 ? mean(low) + i * spread : shape[Math.Min(i - 2, shape.Length - 1)], i == 0 ? null : deviation))],
                Objective = "sum of squared residuals in the metric's unit",
                ObjectiveValue = sum,
                Aicc = x.Length > parameters + 2
                    ? x.Length * Math.Log(sum / x.Length) + 2.0 * (parameters + 1) * x.Length / (x.Length - parameters - 2)
                    : null,
                ResidualStandardDeviation = deviation,
                Residuals = [.. residuals],
                Remarks = law == "brokenLine" ? ["The knot lies between two neighbouring rungs; its place between them is not determined."] : [],
            });
            drawn.Add(new DrawnLaw(law, [.. positions.Select(at => Math.Pow(10, at))], [.. positions.Select(mean)],
                [.. positions.Select(at => mean(at) - Half(at))], [.. positions.Select(at => mean(at) + Half(at))]));
        }

        laws.Insert(2, new FitOutcome.Failed("powerLaw", FitFailure.NotApplicable, "3 of 8 values are not above the chance level of 0.25, where the transform is undefined."));
        return (laws.ToImmutable(), drawn.ToImmutable());

        // The shape of least squared error, with intercept and slope by ordinary least squares.
        (string, string, string[], double[], Func<double, double>, int) Best(
            string law, string formula, string[] names, IEnumerable<double[]> shapes, Func<double[], Func<double, double>> basis, int parameters) => shapes
            .Select(shape => (Shape: shape, Mean: Line(basis(shape))))
            .Select(fit => (law, formula, names, fit.Shape, fit.Mean, parameters))
            .MinBy(fit => x.Zip(y, (at, value) => Math.Pow(value - fit.Mean(at), 2)).Sum());

        Func<double, double> Line(Func<double, double> basis)
        {
            double[] u = [.. x.Select(basis)];
            (double meanU, double meanY) = (u.Average(), y.Average());
            double variance = u.Sum(value => (value - meanU) * (value - meanU));
            double slope = variance < 1e-12 ? 0 : u.Zip(y, (across, value) => (across - meanU) * (value - meanY)).Sum() / variance;
            return at => meanY + slope * (basis(at) - meanU);
        }
    }
}
