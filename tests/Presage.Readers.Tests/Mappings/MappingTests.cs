using Presage.Evaluations;
using Presage.Units;

namespace Presage.Readers.Tests.Mappings;

public class MappingTests
{
    private const string Mapping = """
        tables:
          - files: "*-scores.csv"
            name: '(?<size>\d+M)-(run(?<run>\d))?-?scores'
            model: "toy-{size}"
            family: toy
            run: "{run}"
            step: {column: at}
            checkpointTokens: {column: seen, scale: 1e9}
            parameters: {key: "{size}", table: {1M: 1e6, 9M: 9e6}}
            values:
              - {columns: '(?<task>\w+) right', metric: acc, shots: 2, samples: {column: "{task} n"}, standardError: {column: "{task} se"}, scale: 0.01}
              - {columns: '(?<task>\w+) logp', metric: cross_entropy, scale: -1, higherIsBetter: false}
          - files: facts/sizes.csv
            model: {column: who}
            totalParameters: {column: total, scale: 1e6}
            values: [{columns: glue, task: glue, metric: f1, chance: 0.5}]
        cards:
          - {name: toy-1M, family: toy, tokens: 20e9}
        """;

    [Fact]
    public void ForeignTable_NamesColumnsAndScalesAreFollowed()
    {
        using TemporaryFolder folder = Example();

        ReadOutcome outcome = Read(folder, Mapping);

        ReportedResult add = Assert.Single(outcome.Results, result => result is { Model: "toy-1M", Task: "add", Metric: "acc", Step: 10 });
        Assert.Equal((0.125, 0.01, 400L, 2, 5e8), (add.Value, add.StandardError!.Value, add.Samples!.Value, add.Shots!.Value, add.CheckpointTokens!.Value));
        Assert.Equal((null, "toy", Params.From(1e6)), (add.Run, add.Facts!.Family, add.Facts.NonEmbeddingParameters!.Value));
        Assert.Equal(("1M-scores.csv", "line 2, add right"), (add.Origin.Path[^13..], add.Origin.Record));
        Assert.Equal("2", Assert.Single(outcome.Results, result => result.Model == "toy-9M").Run);
        ReportedResult loss = Assert.Single(outcome.Results, result => result.Metric == "cross_entropy");
        Assert.Equal((1.5, false), (loss.Value, loss.HigherIsBetter!.Value));
        Assert.Equal("toy-1M", Assert.Single(outcome.Ladder).Name);
    }

    [Fact]
    public void Tables_AreJoinedOnTheModel()
    {
        using TemporaryFolder folder = Example();

        ReadOutcome outcome = Read(folder, Mapping);

        Assert.Equal(Params.From(1.2e6), outcome.Results.First(result => result.Task == "add").Facts!.TotalParameters);
        ReportedResult glue = outcome.Single("toy-1M", "glue", "f1");
        Assert.Equal(("toy", 0.5), (glue.Facts!.Family, glue.Chance!.Value));
    }

    [Fact]
    public void EmptyFields_AreNotMeasured_AndBadOnesAreListed()
    {
        using TemporaryFolder folder = Example();

        ReadOutcome outcome = Read(folder, Mapping);

        Assert.DoesNotContain(outcome.Results, result => result.Step == 20);
        Assert.Equal(["line 4: step 'x' is not a number", "line 5, add right: value '12,5' has a decimal comma; write 12.5"],
            outcome.Rejected.Where(rejection => rejection.Path.EndsWith("1M-scores.csv", StringComparison.Ordinal))
                .Select(rejection => $"{rejection.Record}: {rejection.Reason}"));
    }

    [Fact]
    public void FilesOutsideTheMapping_AreReadByContent()
    {
        using TemporaryFolder folder = Example();
        folder.Write("own.csv", "model,task,metric,value\nm,t,acc,0.5\n");

        Assert.Equal("presage table", Assert.Single(Read(folder, Mapping).Inputs, input => input.Path.EndsWith("own.csv", StringComparison.Ordinal)).Format);
    }

    [Fact]
    public void TableWithoutAFile_IsNoted()
    {
        using TemporaryFolder folder = new();
        folder.Write("1M-scores.csv", "at,seen,add right,add n,add se,add logp\n1,1,50,10,1,-1\n");

        Assert.Contains("line 13", Assert.Single(Read(folder, Mapping).Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run: \"{run}\"", "runn: \"{run}\"", "line 6", "did you mean 'run'?")]
    [InlineData("run: \"{run}\"", "run: \"{rum}\"", "line 6", "did you mean 'run'?")]
    [InlineData(@"(?<task>\w+) right", @"(?<task>\w+ right", "line 11", "is not a regex")]
    [InlineData("metric: acc,", "", "line 11", "'metric' is missing")]
    [InlineData("scale: 0.01", "scale: '0,01'", "line 11", "decimal comma")]
    [InlineData("step: {column: at}", "step: {column: when}", "line 7", "no file has the column 'when'")]
    [InlineData(@"(?<task>\w+) logp", @"(?<task>\w+) nll", "line 12", "no file has a column that matches")]
    [InlineData("step: {column: at}", "step: {colum: at}", "line 7", "did you mean 'column'?")]
    [InlineData("tables:", "table:", "line 1", "did you mean 'tables'?")]
    [InlineData("model: \"toy-{size}\"", "", "line 2", "'model' is missing")]
    public void Mistake_IsNamedWithItsLine(string original, string mistaken, string line, string cause)
    {
        using TemporaryFolder folder = Example();
        string text = Mapping.Replace(original, mistaken, StringComparison.Ordinal);
        Assert.NotEqual(Mapping, text);

        UnreadableInputException exception = Assert.Throws<UnreadableInputException>(() => Read(folder, text));

        Assert.Contains(cause, exception.Message, StringComparison.Ordinal);
        Assert.Equal(line, exception.Record);
    }

    [Fact]
    public void OnlyRule_ThatMatchesNoColumn_IsAMistake()
    {
        using TemporaryFolder folder = Example();

        UnreadableInputException exception = Assert.Throws<UnreadableInputException>(() => Read(folder,
            "tables:\n  - files: sizes.csv\n    model: {column: who}\n    values: [{columns: glu, task: glue, metric: f1}]\n"));

        Assert.Equal(("line 4", "no file has a column that matches 'glu'; did you mean 'glue'?"), (exception.Record, exception.Cause));
    }

    [Fact]
    public void DamagedFile_OfAMapping_IsListedAndNoMistakeOfTheMapping()
    {
        using TemporaryFolder folder = new();
        folder.Write("1M-scores.csv", "");

        ReadOutcome outcome = Read(folder, Mapping);

        Assert.Contains("0 bytes", outcome.OnlyRejection().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingMapping_IsNamed() =>
        Assert.Contains("no such file", Assert.Throws<UnreadableInputException>(() => Reading.With(
            new ReadOptions { MappingPath = "nowhere.yaml" }, Reading.Fixture("Tables", "wide.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void JsonLines_MembersOfMembersAreColumns()
    {
        using TemporaryFolder folder = new();
        folder.Write("pythia-70m.jsonl", """
            {"_meta": true, "model": "pythia-70m"}
            {"model": "pythia-70m", "rev": "step512", "step": 512, "tasks": {"a.b": {"acc": 0.25, "n": 50, "chance": 0.2}, "c": {"acc": NaN, "n": 5, "chance": 0}}}
            """);

        ReadOutcome outcome = Reading.With(new ReadOptions { MappingPath = Reading.Mapping("pythia-chance-checkpoints.yaml") }, folder.Path);

        ReportedResult result = Assert.Single(outcome.Results);
        Assert.Equal(("a.b", 0.25, 50L, 0.2, 512L), (result.Task, result.Value, result.Samples!.Value, result.Chance!.Value, result.Step!.Value));
        Assert.Equal(("record 2, tasks.c.acc", "value is NaN"), (outcome.Rejected.Single().Record, outcome.Rejected.Single().Reason));
    }

    private static TemporaryFolder Example()
    {
        TemporaryFolder folder = new();
        folder.Write("data/1M-scores.csv", """
            at,seen,add right,add n,add se,add logp
            10,0.5,12.5,400,1,-1.5
            20,1,,400,,
            x,1,10,400,1,
            40,2,"12,5",400,1,
            """);
        folder.Write("data/9M-run2-scores.csv", "at,seen,add right,add n,add se\n10,0.5,50,400,\n");
        folder.Write("data/facts/sizes.csv", "who;total;glue\ntoy-1M;1.2;0.5\n");
        return folder;
    }

    private static ReadOutcome Read(TemporaryFolder folder, string mapping)
    {
        using TemporaryFolder elsewhere = new();
        return Reading.With(new ReadOptions { MappingPath = elsewhere.Write("mapping.yaml", mapping) }, folder.Path);
    }
}
