using Presage.Evaluations;
using Presage.Models;
using Presage.Reports;
using Presage.Units;

namespace Presage.Tests.Reports;

public sealed class RungLabelTests
{
    [Theory]
    [InlineData("Pythia", "pythia-2.8b", "2.8b")]
    [InlineData("OLMo 2", "OLMo-2-1124-7B", "1124-7B")]
    [InlineData("Cerebras-GPT", "Cerebras_GPT-111M", "111M")]
    [InlineData("GPT-3", "gpt3-ada", "gpt3-ada")]
    [InlineData("Llama", "llama2-7b", "llama2-7b")]
    [InlineData("PaLM", "PaLM", "PaLM")]
    public void Of_Size_DropsTheFamilyOnlyBeforeASize(string family, string name, string expected) =>
        Assert.Equal(expected, RungLabel.Of(new ModelRun(Card(family, name)), overCheckpoints: false));

    [Fact]
    public void Of_Checkpoint_NamesStepElseTokensElseModel()
    {
        ModelCard card = Card("Pythia", "pythia-1b");

        Assert.Equal("step 143,000", RungLabel.Of(new ModelRun(card, new Checkpoint(143000, Tokens.From(3e11))), overCheckpoints: true));
        Assert.Equal("300B tokens", RungLabel.Of(new ModelRun(card, new Checkpoint(null, Tokens.From(3e11))), overCheckpoints: true));
        Assert.Equal("1b", RungLabel.Of(new ModelRun(card), overCheckpoints: true));
        Assert.Equal("1b (3 runs)", RungLabel.Of(new ModelRun(card) { Seed = 7 }, overCheckpoints: false, runs: 3));
    }

    [Fact]
    public void Of_SeveralRuns_AreToldApart()
    {
        ModelCard card = Card("Pythia", "pythia-1b");

        Assert.Equal("1b (seed 3)", RungLabel.Of(new ModelRun(card, Seed: 3), overCheckpoints: false));
        Assert.Equal("1b (v0, seed 3)", RungLabel.Of(new ModelRun(card, Seed: 3, Run: "v0"), overCheckpoints: false));
    }

    private static ModelCard Card(string family, string name) => new() { Family = family, Name = name, Source = "a test" };
}
