using Presage.Evaluations;
using Presage.Outcomes;

namespace Presage.Readers.Tests;

public sealed class StudyReadingTests
{
    [Fact]
    public void Store_WhoseRecordLacksAFileOfItsOutcomes_IsReportedByName()
    {
        using var folder = new TemporaryFolder();
        string study = Path.Combine(folder.Path, "study");
        OutcomeStore store = OutcomeStore.OpenOrCreate(study);
        using (OutcomeWriter writer = store.Write("abc"))
        {
            writer.Add(new Sample
            {
                Weights = new ReportedWeights { Model = "small" },
                Task = "sums",
                Item = "1+1",
                Scores = [new SampleScore("exact_match", 1)],
                Origin = new Origin("elsewhere.csv", "line 2"),
            });
            writer.Commit();
            writer.Finish(new ImportRecord { Run = "abc", Outcomes = 1, Files = [new ImportedFile("here.csv", "csv", null, 1, 0)] });
        }

        OutcomeStoreException exception = Assert.Throws<OutcomeStoreException>(
            () => ResultsReader.Read([study], new ReadOptions(), TestContext.Current.CancellationToken));

        Assert.Equal(study, exception.Path);
        Assert.Contains("'elsewhere.csv', which the record of import abc does not list", exception.Message, StringComparison.Ordinal);
    }
}
