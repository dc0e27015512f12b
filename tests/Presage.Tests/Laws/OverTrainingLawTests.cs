using System.Collections.Immutable;
using Presage.Laws;
using Presage.Units;

namespace Presage.Tests.Laws;

public sealed class OverTrainingLawTests
{
    private static readonly OverTrainingLaw Truth = new(113.7, 189.5, -0.2425, 1.508);

    private static LossPoint Point(double parameters, double tokens, double loss) => LossPoints.Point(parameters, tokens, loss);

    [Theory]
    [InlineData("c4_original", 113.6926, 189.5155, -0.242472, 1.508261)]
    [InlineData("rw_original", 125.0957, 246.2067, -0.254395, 1.734462)]
    public void Fit_OfTheFiveDefaultModels_IsThePublishedOne(string dataset, double a, double k, double b, double irreducible)
    {
        FitOutcome.Converged fit = Curve.Converges(OverTrainingLaw.Fit([.. OverTrainedModels.Default(dataset).Select(model => model.Point)]));
        Assert.Equal(a, fit.Coefficient("a").Value, 5e-5);
        Assert.Equal(k, fit.Coefficient("k").Value, 5e-5);
        Assert.Equal(b, fit.Coefficient("b").Value, 5e-7);
        Assert.Equal(irreducible, fit.Coefficient("E").Value, 5e-7);
        Assert.All(fit.Coefficients, coefficient => Assert.NotNull(coefficient.StandardError));
    }

    [Fact]
    public void Fit_OfExactPoints_FindsTheLaw()
    {
        ImmutableArray<LossPoint> points =
        [
            .. from parameters in new[] { 1e7, 1e8, 1e9 }
               from multiple in new[] { 5.0, 20, 320 }
               select Point(parameters, parameters * multiple, Truth.LossAt(Params.From(parameters), Tokens.From(parameters * multiple))),
        ];
        FitOutcome.Converged fit = Curve.Converges(OverTrainingLaw.Fit(points));
        OverTrainingLaw law = OverTrainingLaw.From(fit);
        Assert.Equal(Truth.Exponent, law.Exponent, 1e-9);
        Assert.Equal(Truth.ParameterCoefficient, law.ParameterCoefficient, 1e-5);
        Assert.Equal(Truth.TokenCoefficient, law.TokenCoefficient, 1e-5);
        Assert.Equal(Truth.IrreducibleLoss, law.IrreducibleLoss, 1e-9);
    }

    [Fact]
    public void StandardErrors_OverSimulations_CoverNearTheNominalRate()
    {
        Random random = new(9);
        int held = 0;
        for (int i = 0; i < 400; i++)
        {
            ImmutableArray<LossPoint> points =
            [
                .. from parameters in new[] { 1e7, 3e7, 1e8, 3e8, 1e9 }
                   from multiple in new[] { 5.0, 20, 80, 320 }
                   let loss = Truth.LossAt(Params.From(parameters), Tokens.From(parameters * multiple))
                   select Point(parameters, parameters * multiple, loss + (0.01 * random.Normal())),
            ];
            Coefficient exponent = Curve.Converges(OverTrainingLaw.Fit(points)).Coefficient("b");
            held += Math.Abs(exponent.Value - Truth.Exponent) <= StudentQuantile.At(16) * exponent.StandardError ? 1 : 0;
        }

        // Three binomial standard errors about 0.95, and a point for the linearisation.
        Assert.InRange(held / 400.0, 0.907, 0.993);
    }

    [Fact]
    public void LossAt_IsThatOfTheFormInComputeAndTokensPerParameter()
    {
        // Gadre et al. (2024): L(C, M) = E + (a' M^eta + k M^-eta) C^-eta, eta = -b / 2, a' = a 6^eta.
        double parameters = 1.4e9, multiple = 640, compute = 6 * multiple * parameters * parameters, eta = -Truth.Exponent / 2;
        double expected = Truth.IrreducibleLoss
            + (((Truth.ParameterCoefficient * Math.Pow(6, eta) * Math.Pow(multiple, eta)) + (Truth.TokenCoefficient * Math.Pow(multiple, -eta))) * Math.Pow(compute, -eta));
        Assert.Equal(expected, Truth.LossAt(Params.From(parameters), Tokens.From(parameters * multiple)), 1e-12);
    }

    [Fact]
    public void Fit_OfPointsThatDoNotDetermineIt_SaysWhy()
    {
        LossPoint[] good = [.. Enumerable.Range(0, 8).Select(i => Point(1e7 * Math.Pow(3, i), 1e9 * (1 + (i * i % 7)), 5 - (0.3 * i) + (0.1 * (i * i % 7))))];
        Curve.Fails(FitFailure.TooFewPoints, OverTrainingLaw.Fit([.. good[..4]]));
        Curve.Fails(FitFailure.Degenerate, OverTrainingLaw.Fit([.. good.Select(point => Point(point.Parameters.Count, 20 * point.Parameters.Count, point.Loss.Count))]));
        Curve.Fails(FitFailure.Degenerate, OverTrainingLaw.Fit([.. good.Select(point => Point(1e8, point.Tokens.Count, point.Loss.Count))]));
        Assert.Throws<ArgumentException>(() => OverTrainingLaw.From(Curve.Converges(Curve.Law("linear").Fit(Curve.Of(Curve.Loss, [1, 2, 3], [1, 2, 4])))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OverTrainingLaw(1, 1, 0.1, 1));
    }
}
