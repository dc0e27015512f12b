using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Presage.Cli.Tests;

public sealed class ForecastTests
{
    [Fact]
    public void Forecast_OfALadder_PrintsAnIntervalAndItsBacktest()
    {
        using TemporaryFolder folder = Ladder(8);
        PresageProcess run = PresageProcess.Run(folder.Path, "forecast", "results.csv", "--compute", "1e23", "--threshold", "0.5", "--json", "out.json");
        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        Assert.Contains("above 0.500", run.Output, StringComparison.Ordinal);
        Assert.Contains("next model", run.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "out.json")));
        JsonElement target = json.RootElement.GetProperty("series")[0].GetProperty("forecast").GetProperty("targets")[0];
        double[] quantiles = [.. target.GetProperty("newRun").GetProperty("quantiles").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(21, quantiles.Length);
        Assert.Equal(quantiles.Order(), quantiles);
    }

    [Theory]
    [InlineData("Say what to forecast", ExitCode.Usage)]
    [InlineData("not both", ExitCode.Usage, "--compute", "1e24", "--model", "x")]
    [InlineData("not a number above 0", ExitCode.Usage, "--compute", "much")]
    [InlineData("not a pair of numbers", ExitCode.Usage, "--model", "7e9,")]
    [InlineData("6 N D, is larger than any number", ExitCode.Usage, "--model", "1e200,1e200")]
    [InlineData("'1.5' is not a whole number of at least 1", ExitCode.Usage, "--compute", "1e24", "--samples", "1.5")]
    [InlineData("Did you mean '--threshold'?", ExitCode.Usage, "--compute", "1e24", "--treshold", "1")]
    [InlineData("Did you mean 'pythia-6.9b'?", ExitCode.NoReport, "--model", "pythia-69b")]
    [InlineData("not beyond the last model seen", ExitCode.NoReport, "--compute", "1e18")]
    public void Forecast_OfWhatCannotBe_SaysWhy(string complaint, int exitCode, params string[] options)
    {
        using TemporaryFolder folder = Ladder(6);
        PresageProcess run = PresageProcess.Run(folder.Path, ["forecast", "results.csv", .. options]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_ThenScore_ComparesWithWhatHappenedAndReportsChangedInputs()
    {
        using TemporaryFolder folder = Ladder(7);
        string[] freeze = ["freeze", "results.csv", "--compute", "6e21", "-o", "then.json"];
        Assert.Equal(ExitCode.Success, PresageProcess.Run(folder.Path, freeze).ExitCode);
        byte[] frozen = File.ReadAllBytes(Path.Combine(folder.Path, "then.json"));
        PresageProcess again = PresageProcess.Run(folder.Path, freeze);
        Assert.Equal(ExitCode.OutputFailed, again.ExitCode);
        Assert.Equal(frozen, File.ReadAllBytes(Path.Combine(folder.Path, "then.json")));

        PresageProcess early = PresageProcess.Run(folder.Path, "score", "then.json", "results.csv");
        Assert.Equal(ExitCode.NoReport, early.ExitCode);
        Assert.Contains("not in the inputs", early.Error, StringComparison.Ordinal);

        Write(folder, 8);
        PresageProcess score = PresageProcess.Run(folder.Path, "score", "then.json", "results.csv");
        Assert.True(score.ExitCode == ExitCode.Success, score.Error);
        Assert.Contains("Mean absolute error", score.Output, StringComparison.Ordinal);
        Assert.Contains("Changed since the forecast: results.csv.", score.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_OfNoForecast_SaysSo()
    {
        using TemporaryFolder folder = Ladder(6);
        PresageProcess run = PresageProcess.Run(folder.Path, "score", "results.csv", "results.csv");
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains("Cannot read the forecast results.csv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_ToStandardOutput_IsRefused()
    {
        using TemporaryFolder folder = Ladder(6);
        PresageProcess run = PresageProcess.Run(folder.Path, "freeze", "results.csv", "--compute", "1e23", "-o", "-");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("a frozen forecast is a file", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("targets", "series[0].forecast.targets is not one target")]
    [InlineData("path", "inputs[0].path is not a text")]
    [InlineData("lastAmount", "series[0].forecast.lastAmount is not a number")]
    public void Score_OfABrokenForecast_NamesTheField(string field, string complaint)
    {
        using TemporaryFolder folder = Ladder(7);
        Assert.Equal(ExitCode.Success, PresageProcess.Run(folder.Path, "freeze", "results.csv", "--compute", "6e21", "-o", "then.json").ExitCode);
        JsonNode forecast = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "then.json")))!;
        if (field == "path")
            forecast["inputs"]![0]![field] = null;
        else
            forecast["series"]![0]!["forecast"]![field] = field == "targets" ? new JsonArray() : null;
        File.WriteAllText(Path.Combine(folder.Path, "broken.json"), forecast.ToJsonString());
        PresageProcess run = PresageProcess.Run(folder.Path, "score", "broken.json", "results.csv");
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains("Cannot read the forecast broken.json: " + complaint, run.Error, StringComparison.Ordinal);
    }

    private static TemporaryFolder Ladder(int models)
    {
        TemporaryFolder folder = new();
        Write(folder, models);
        return folder;
    }

    // One trillion tokens, sizes from 1e8 a seventh of a decade apart: the eighth model has 1e9 parameters and 6e21 operations.
    private static void Write(TemporaryFolder folder, int models)
    {
        StringBuilder text = new("model,family,parameters,tokens,task,metric,value,samples\n");
        for (int i = 0; i < models; i++)
            text.Append(CultureInfo.InvariantCulture, $"m{i},Test,{Math.Pow(10, 8 + (i / 7.0))},1e12,arc_easy,acc,{0.3 + (0.05 * i)},1000\n");
        File.WriteAllText(Path.Combine(folder.Path, "results.csv"), text.ToString());
    }
}
