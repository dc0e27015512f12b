using Presage.Models;
using Presage.Units;

namespace Presage.Readers.Tests.Ladders;

public class LadderTests
{
    [Fact]
    public void Yaml_FoundInAFolder_GivesCards()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("Ladders", "ladder.yaml"));

        Assert.Equal("ladder", outcome.Inputs[0].Format);
        ModelCard tiny = Assert.Single(outcome.Ladder, card => card.Name == "tiny-1m");
        Assert.Equal(("tiny", "training log"), (tiny.Family, tiny.Source));
        Assert.Equal(["my-org/tiny-1m", "t1"], tiny.Aliases);
        Assert.Equal((Params.From(1e6), Params.From(2e6), Tokens.From(20e6), Tokens.From(4096), Nats.From(3.5)),
            (tiny.NonEmbeddingParameters!.Value, tiny.TotalParameters!.Value, tiny.TrainingTokens!.Value, tiny.TokensPerStep!.Value, tiny.PretrainingLoss!.Value));
        ModelCard moe = Assert.Single(outcome.Ladder, card => card.Name == "moe");
        Assert.Equal((Params.From(1e9), Flops.From(7e21), "ladder.yaml"), (moe.ActiveParameters!.Value, moe.StatedCompute!.Value, moe.Source));
    }

    [Fact]
    public void Table_GivenByName_GivesCards()
    {
        ReadOutcome outcome = Reading.With(
            new ReadOptions { LadderPath = Reading.Fixture("Ladders", "ladder.csv") }, Reading.Fixture("Tables", "wide.csv"));

        Assert.Equal(["tiny-1m", "tiny-9m"], outcome.Ladder.Select(card => card.Name));
        Assert.Equal(["my-org/tiny-1m", "t1"], outcome.Ladder[0].Aliases);
        Assert.Null(outcome.Ladder[1].TrainingTokens);
        Assert.Equal(["ladder.csv", "wide.csv"], outcome.Inputs.Select(input => input.Path));
    }

    [Fact]
    public void File_GivenAndFound_CountsOnce()
    {
        ReadOutcome outcome = Reading.With(
            new ReadOptions { LadderPath = Reading.Fixture("Ladders", "ladder.yaml") }, Reading.Fixture("Ladders"));

        Assert.Equal(["ladder.yaml", "Ladders/ladder.csv"], outcome.Inputs.Select(input => input.Path));
    }

    [Fact]
    public void Yaml_NestedWithoutEnd_IsRefused()
    {
        using TemporaryFolder folder = new();
        folder.Write("ladder.yaml", "models:\n  - " + new string('[', 200_000));

        Assert.Contains("nested deeper than 64", Reading.Of(folder.Path).OnlyRejection().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models:\n  - name: a\n    family: f\n    paramters: 1e6\n", "line 4", "did you mean 'parameters'?")]
    [InlineData("models:\n  - name: a\n", "line 2", "'family' is missing")]
    [InlineData("models:\n  - {name: a, family: f, tokens: 1,5}\n", "line 2", "")]
    [InlineData("models:\n  - {name: a, family: f, tokens: -5}\n", "line 2", "'tokens' is negative")]
    [InlineData("models:\n  - [a, b\n", null, "not valid YAML")]
    [InlineData("name,family,tokens\na,f,\"1,5\"\n", "line 2", "write 1.5")]
    public void Mistake_IsNamedWithItsLine(string text, string? record, string cause)
    {
        using TemporaryFolder folder = new();
        string ladder = folder.Write("ladder.yaml", text);

        UnreadableInputException given = Assert.Throws<UnreadableInputException>(
            () => Reading.With(new ReadOptions { LadderPath = ladder }, Reading.Fixture("Tables", "wide.csv")));
        Assert.Contains(cause, given.Message, StringComparison.Ordinal);
        if (record is not null)
            Assert.Equal(record, given.Record);
        Assert.Contains(cause, Reading.Of(folder.Path).OnlyRejection().Reason, StringComparison.Ordinal);
    }
}
