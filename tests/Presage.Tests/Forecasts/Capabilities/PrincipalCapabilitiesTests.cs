using Presage.Forecasts.Capabilities;

namespace Presage.Tests.Forecasts.Capabilities;

public sealed class PrincipalCapabilitiesTests
{
    /// <summary>
    /// The eight benchmarks of the 77 public models at hand, 25 scores missing; the shares of variance by NumPy, imputed and centred the same way.
    /// </summary>
    [Fact]
    public void Of_PublicModels_ExplainsTheVarianceThatNumPyFinds()
    {
        var rows = ObservedModels.Rows();
        double[,] scores = new double[rows.Length, ObservedModels.Benchmarks.Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < ObservedModels.Benchmarks.Length; j++)
                scores[i, j] = rows[i].Scores.TryGetValue(ObservedModels.Benchmarks[j], out double score) ? score : double.NaN;
        PrincipalCapabilities found = PrincipalCapabilities.Of(scores, 3);
        Assert.Equal(0.84716752, found.Explained[0], 1e-6);
        Assert.Equal(0.11116777, found.Explained[1], 1e-6);
        Assert.Equal(0.01515686, found.Explained[2], 1e-6);
        Assert.Equal(0.14136998, found.Scores[0, 0], 1e-5);
    }

    [Fact]
    public void Of_ScoresOfOneSkill_FillsInAMissingOneAndFindsTheSkill()
    {
        double[] skill = [.. Enumerable.Range(0, 12).Select(i => 0.1 * i)], loading = [1, 0.5, 2];
        double[,] scores = new double[12, 3];
        for (int i = 0; i < 12; i++)
            for (int j = 0; j < 3; j++)
                scores[i, j] = 0.1 + (loading[j] * skill[i]);
        scores[3, 1] = scores[7, 2] = double.NaN;
        PrincipalCapabilities found = PrincipalCapabilities.Of(scores, 1);
        Assert.Equal(1, found.Explained[0], 1e-6);
        Assert.All(Enumerable.Range(1, 11), i => Assert.Equal(0.1 * Math.Sqrt(5.25), found.Scores[i, 0] - found.Scores[i - 1, 0], 1e-3));
    }

    [Fact]
    public void Of_ScoresThatDoNotVary_Throws()
    {
        Assert.Throws<ArgumentException>(() => PrincipalCapabilities.Of(new double[,] { { 1, 2 }, { 1, 3 } }, 1));
        Assert.Throws<ArgumentException>(() => PrincipalCapabilities.Of(new double[,] { { 1, 2 }, { 2, 3 } }, 3));
    }
}
