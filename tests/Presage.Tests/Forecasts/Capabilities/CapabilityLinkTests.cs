using Presage.Forecasts.Capabilities;
using Presage.Tests.Laws;

namespace Presage.Tests.Forecasts.Capabilities;

public sealed class CapabilityLinkTests
{
    /// <summary>
    /// The sigmoid in log compute of Ruan et al. (2024) on the models at hand of the families that they evaluated, which Yi-1.5 is not: fitted up to
    /// 8.4e22 FLOPs (21 models),
    /// tested above (6). Mean squared errors by the authors' code.
    /// </summary>
    [Theory]
    [InlineData("word_unscrambling_2_exact_match", 2.1e-5, 0.5e-6, 0.0741)]
    [InlineData("arithmetic_2dm_2_acc", 0.00429, 0.5e-5, 0.0178)]
    [InlineData("arithmetic_3da_2_acc", 0.0159, 0.5e-4, 0.0010)]
    public void Fit_InLogCompute_HasThePublishedErrors(string task, double train, double rounding, double test)
    {
        string[] needed = [.. ObservedModels.Benchmarks, .. ObservedModels.Tasks.Where(name => !name.StartsWith("parsinlu", StringComparison.Ordinal))];
        ObservedModels.Row[] rows = [.. ObservedModels.Rows().Where(row => row.Flops is not null && row.Family != "Yi-1.5" && needed.All(row.Scores.ContainsKey))];
        Assert.Equal(27, rows.Length);
        ObservedModels.Row[] seen = [.. rows.Where(row => row.Flops <= 84)];
        Assert.Equal(21, seen.Length);
        double[,] compute = new double[seen.Length, 1];
        for (int i = 0; i < seen.Length; i++)
            compute[i, 0] = Math.Log(seen[i].Flops!.Value);
        CapabilityLink link = CapabilityLink.Fit(compute, [.. seen.Select(row => row.Scores[task])], chance: null)!;
        double Error(IEnumerable<ObservedModels.Row> models) => models.Average(row => Math.Pow(row.Scores[task] - link.At([Math.Log(row.Flops!.Value)]), 2));
        Assert.Equal(train, Error(seen), rounding);
        Assert.Equal(test, Error(rows.Except(seen)), 0.00006);
    }

    [Fact]
    public void Fit_OfExactScores_FindsTheLink()
    {
        CapabilityLink truth = new([2, -1], -0.5, 0.1);
        Random random = new(3);
        double[,] capabilities = new double[20, 2];
        for (int i = 0; i < 20; i++)
            (capabilities[i, 0], capabilities[i, 1]) = (random.Normal(), random.Normal());
        CapabilityLink found = CapabilityLink.Fit(capabilities, [.. Enumerable.Range(0, 20).Select(i => truth.At([capabilities[i, 0], capabilities[i, 1]]))], chance: null)!;
        Assert.Equal(2, found.Weights[0], 1e-5);
        Assert.Equal(-1, found.Weights[1], 1e-5);
        Assert.Equal(-0.5, found.Intercept, 1e-5);
        Assert.Equal(0.1, found.Floor, 1e-5);
    }

    [Fact]
    public void Fit_OfTooLittle_IsNull()
    {
        Assert.Null(CapabilityLink.Fit(new double[,] { { 1 }, { 2 } }, [0.1, 0.2], chance: 0));
        Assert.Null(CapabilityLink.Fit(new double[,] { { 1 }, { 1 }, { 1 }, { 1 } }, [0.1, 0.2, 0.1, 0.2], chance: 0));
    }
}
