using System.Collections.Immutable;
using Presage.Forecasts.TwoStage;
using Presage.Tests.Laws;

namespace Presage.Tests.Forecasts.TwoStage;

public sealed class TwoStageForecastTests
{
    /// <summary>The forecasts on which the design was chosen (docs/decisions/0008): 1.3B from 190M to 760M, and its longer runs from the shorter ones.</summary>
    [Theory]
    [InlineData("near", 0.0101)]
    [InlineData("far", 0.0107)]
    public void Design_OnTheRunsItWasChosenOn_HasTheRecordedError(string split, double recorded)
    {
        (string[] from, string[] to) = split == "near" ? (["1xC", "2xC", "5xC", "10xC"], ["1xC", "2xC", "5xC", "10xC"]) : (new[] { "1xC", "2xC" }, new[] { "5xC", "10xC" });
        List<double> errors = [];
        foreach ((string task, double chance) in LadderRuns.Tasks)
        {
            ImmutableArray<LadderRun> runs = [.. from size in new[] { "190M", "370M", "760M" } from length in @from select LadderRuns.Run(task, size, length)];
            TwoStageForecast forecast = TwoStageForecast.Fit(runs, chance, out string failure) ?? throw new Xunit.Sdk.XunitException(failure);
            foreach (string length in to)
            {
                LadderRun target = LadderRuns.Run(task, "1B", length);
                errors.Add(Math.Abs(forecast.At(target.Parameters, target.Tokens).Mean - target.FinalScore));
            }
        }

        Assert.Equal(recorded, errors.Average(), 0.0001);
    }
}
