using System.Collections.Immutable;
using Presage.Forecasts;
using Presage.Forecasts.Candidates;
using Presage.Tests.Laws;

namespace Presage.Tests.Forecasts.Candidates;

public sealed class FamilyCapabilityTests
{
    /// <summary>Every next-model forecast of a series of two models or more, rolling through the public models at hand.</summary>
    [Fact]
    public void Forecast_OfTheNextPublicModel_HasTheRecordedErrorAndBeatsPersistence()
    {
        ImmutableArray<ForecastHistory> all = ObservedModels.Histories(ObservedModels.Rows());
        List<double> errors = [], persistence = [];
        foreach (IGrouping<string, ForecastHistory> family in all.GroupBy(history => history.Family))
        {
            foreach (double origin in family.SelectMany(history => history.Positions).Distinct())
            {
                Func<ForecastHistory, FittedCandidate> learned = new FamilyCapability().Learn(Surroundings(all, family.Key, origin));
                foreach (ForecastHistory history in family)
                {
                    if (history.UpTo(origin) is not { Count: >= 2 } known || known.LastPosition != origin || known.Count == history.Count)
                        continue;
                    double truth = history.Values[known.Count];
                    errors.Add(Math.Abs(Value(learned(known)(ForecastTarget.At(history, known.Count))) - truth));
                    persistence.Add(Math.Abs(known.LastValue - truth));
                }
            }
        }

        Assert.Equal(270, errors.Count);
        Assert.Equal(0.0421, errors.Average(), 0.0002);
        Assert.Equal(0.0502, persistence.Average(), 0.0002);
    }

    [Fact]
    public void Forecast_OfFamiliesThatFollowTheModel_IsNearTheTruth()
    {
        ImmutableArray<ForecastHistory> all = ObservedModels.Histories(Simulated());
        ForecastHistory history = all.Single(other => other.Family == "family 0" && other.Task == "task 5");
        ForecastHistory known = history.First(3);
        CandidateOutcome outcome = new FamilyCapability().Learn(Surroundings(all, history.Family, known.LastPosition))(known)(ForecastTarget.At(history, 3));
        Assert.Equal(history.Values[3], Value(outcome), 0.02);
        Assert.True(Math.Abs(history.Values[3] - known.LastValue) > 0.05);
    }

    [Fact]
    public void Forecast_OfAFirstModel_UsesTheSlopeOfOtherFamilies()
    {
        ImmutableArray<ForecastHistory> all = ObservedModels.Histories(Simulated());
        ForecastHistory history = all.Single(other => other.Family == "family 0" && other.Task == "task 5");
        ForecastHistory known = history.First(1);
        CandidateOutcome outcome = new FamilyCapability().Learn(Surroundings(all, history.Family, known.LastPosition))(known)(ForecastTarget.At(history, 1));
        Assert.Equal(history.Values[1], Value(outcome), 0.05);
    }

    [Fact]
    public void Forecast_OfOneFamilyAlone_SaysWhyNot()
    {
        ImmutableArray<ForecastHistory> all = [.. ObservedModels.Histories(Simulated()).Where(history => history.Family == "family 0")];
        CandidateOutcome outcome = new FamilyCapability().Learn(Surroundings(all, "family 0", double.PositiveInfinity))(all[0])(ForecastTarget.At(all[0], 0));
        Assert.Contains("models", Assert.IsType<CandidateOutcome.Unable>(outcome).Reason, StringComparison.Ordinal);
    }

    /// <summary>What may be known at an origin: the family up to it, all others whole.</summary>
    private static ForecastSurroundings Surroundings(ImmutableArray<ForecastHistory> all, string family, double origin) => new(
        family,
        () => [.. all.Where(history => history.Family == family).Select(history => history.UpTo(origin)).OfType<ForecastHistory>()],
        () => [.. all.Where(history => history.Family != family)]);

    private static double Value(CandidateOutcome outcome) => Assert.IsType<CandidateOutcome.Predicted>(outcome).Value;

    /// <summary>Six families of four models; two skills linear in log compute, six tasks sigmoid in them.</summary>
    private static IEnumerable<ObservedModels.Row> Simulated()
    {
        Random random = new(9);
        for (int family = 0; family < 6; family++)
        {
            (double start, double bonus) = (random.NextDouble(), 0.2 * random.Normal());
            for (int i = 0; i < 4; i++)
            {
                double logCompute = start + i, first = (0.8 * logCompute) + bonus - 2;
                yield return new ObservedModels.Row(
                    $"model {family}-{i}", $"family {family}", Math.Pow(10, logCompute),
                    Enumerable.Range(0, 6).ToImmutableDictionary(task => $"task {task}", task => 1 / (1 + Math.Exp(-(first * (0.6 + (0.1 * task))) + (0.3 * task) + (0.01 * random.Normal())))));
            }
        }
    }
}
