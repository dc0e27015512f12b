using System.Collections.Immutable;
using Presage.Laws;
using Presage.Units;

namespace Presage.Tests.Laws;

public sealed class DownstreamErrorLawTests
{
    [Theory]
    [InlineData("c4_original", 2.078907, 0.756121, 0.849742)]
    [InlineData("rw_original", 2.214815, 0.707048, 0.865280)]
    public void Fit_OfTheDefaultModelsAndOneBillion_IsThePublishedOne(string dataset, double k, double gamma, double epsilon)
    {
        OverTrainedModel[] models = [.. OverTrainedModels.Default(dataset), OverTrainedModels.OneBillion(dataset)];
        FitOutcome.Converged fit = Curve.Converges(DownstreamErrorLaw.Fit([.. models.Select(model => model.Point.Loss)], [.. models.Select(model => model.AverageError)]));

        // The published figures are where SciPy's default tolerance stopped: up to 8e-6 from the minimum, and no better.
        Assert.Equal(k, fit.Coefficient("k").Value, 1e-5);
        Assert.Equal(gamma, fit.Coefficient("gamma").Value, 1e-5);
        Assert.Equal(epsilon, fit.Coefficient("epsilon").Value, 1e-5);
        DownstreamErrorLaw published = new(k, gamma, epsilon);
        Assert.True(fit.ObjectiveValue <= models.Sum(model => Math.Pow(model.AverageError - published.ErrorAt(model.Point.Loss), 2)));
        Assert.All(fit.Coefficients, coefficient => Assert.NotNull(coefficient.StandardError));

        DownstreamErrorLaw law = DownstreamErrorLaw.From(fit);
        Assert.Equal(models[0].AverageError - law.ErrorAt(models[0].Point.Loss), fit.Residuals[0], 1e-12);
    }

    [Fact]
    public void Fit_OfExactPoints_FindsTheLaw()
    {
        DownstreamErrorLaw truth = new(2.1, 0.75, 0.85);
        ImmutableArray<Nats> losses = [.. new[] { 2.4, 2.8, 3.1, 3.6, 4.4, 5.2 }.Select(Nats.From)];
        DownstreamErrorLaw law = DownstreamErrorLaw.From(Curve.Converges(DownstreamErrorLaw.Fit(losses, [.. losses.Select(truth.ErrorAt)])));
        Assert.Equal(truth.Coefficient, law.Coefficient, 1e-8);
        Assert.Equal(truth.Rate, law.Rate, 1e-8);
        Assert.Equal(truth.LargestError, law.LargestError, 1e-8);
    }

    [Fact]
    public void Fit_OfPointsThatDoNotDetermineIt_SaysWhy()
    {
        ImmutableArray<Nats> losses = [.. new[] { 2.0, 3, 4, 5, 6 }.Select(Nats.From)];
        Curve.Fails(FitFailure.TooFewPoints, DownstreamErrorLaw.Fit(losses[..3], [0.1, 0.2, 0.3]));
        Curve.Fails(FitFailure.Degenerate, DownstreamErrorLaw.Fit([.. losses.Select(_ => losses[0])], [0.1, 0.2, 0.3, 0.4, 0.5]));
        Curve.Fails(FitFailure.Degenerate, DownstreamErrorLaw.Fit(losses, [0.1, 0.2, 0.4, 0.8, 1.6]));
        Assert.Throws<ArgumentException>(() => DownstreamErrorLaw.Fit(losses, [0.1]));
        Assert.Throws<ArgumentException>(() => DownstreamErrorLaw.Fit(losses, [0.1, 0.2, 0.3, 0.4, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DownstreamErrorLaw(1, 0, 1));
    }
}
