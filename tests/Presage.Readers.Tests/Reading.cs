using Presage.Evaluations;

namespace Presage.Readers.Tests;

/// <summary>Short ways to read in tests.</summary>
internal static class Reading
{
    public static ReadOutcome Of(params string[] paths) => With(new ReadOptions(), paths);

    public static ReadOutcome With(ReadOptions options, params string[] paths) =>
        ResultsReader.Read(paths, options, TestContext.Current.CancellationToken);

    /// <summary>Path of a file in <c>Fixtures</c>.</summary>
    public static string Fixture(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Fixtures", .. parts]);

    /// <summary>Path of a mapping in <c>examples/mappings</c>.</summary>
    public static string Mapping(string name) => Path.Combine(AppContext.BaseDirectory, "mappings", name);

    public static ReportedResult Single(this ReadOutcome outcome, string model, string task, string metric) =>
        Assert.Single(outcome.Results, result => result.Model == model && result.Task == task && result.Metric == metric);

    /// <summary>The one reason for which the one file was rejected as a whole, after checking that nothing came of it.</summary>
    public static Rejection OnlyRejection(this ReadOutcome outcome)
    {
        Assert.Empty(outcome.Results);
        return Assert.Single(outcome.Rejected);
    }
}
