using Presage.Evaluations;
using Presage.Models;
using Presage.Units;

namespace Presage.Html.Tests;

/// <summary>An invented family in the likeness of a published one. Without a token count, tokens are 20 per parameter.</summary>
internal sealed record SampleFamily(string Name, (string Name, double? NonEmbedding, double Total)[] Models, double? Tokens, double Edge)
{
    private static readonly long[] Steps = [1000, 3000, 6000, 13000, 23000, 33000, 43000, 53000, 63000, 73000, 83000, 93000, 103000, 113000, 123000, 133000, 143000];

    /// <summary>The finished models, or the checkpoints of one.</summary>
    public IEnumerable<ModelRun> Runs(int? checkpointsOf) => checkpointsOf is { } model
        ? Steps.Select(step => new ModelRun(Card(model), new Checkpoint(step, null)))
        : Models.Select((_, index) => new ModelRun(Card(index)));

    private ModelCard Card(int index)
    {
        (string name, double? nonEmbedding, double total) = Models[index];
        double tokens = Tokens ?? 20 * total;
        return new ModelCard
        {
            Family = Name,
            Name = name,
            Source = "invented for the tests",
            TotalParameters = Params.From(total),
            NonEmbeddingParameters = nonEmbedding is { } count ? Params.From(count) : null,
            TrainingTokens = Units.Tokens.From(tokens),
            TokensPerStep = Units.Tokens.From(2_097_152),
            PretrainingLoss = Name == "Pythia" ? Nats.From(1.69 + 406.4 / Math.Pow(total, 0.34) + 410.7 / Math.Pow(tokens, 0.28)) : null,
        };
    }
}
