using Presage.Models;
using Presage.Readers.Yaml;
using Presage.Units;

namespace Presage.Readers.Ladders;

/// <summary>A model card as a user writes it in YAML.</summary>
internal static class CardParser
{
    /// <summary>The keys of a card, which are also the columns of a ladder table.</summary>
    public static readonly string[] Keys =
    [
        "name", "family", "aliases", "parameters", "totalParameters", "activeParameters", "tokens", "tokensPerStep",
        "trainingCompute", "loss", "source",
    ];

    /// <exception cref="UnreadableInputException">A key is unknown, name or family is missing, or an amount is not one.</exception>
    public static ModelCard Parse(YamlSection section, string fileName)
    {
        section.AllowOnly(Keys);
        return new ModelCard
        {
            Name = section.RequiredText("name"),
            Family = section.RequiredText("family"),
            Aliases = [.. section.Texts("aliases")],
            NonEmbeddingParameters = section.Amount("parameters") is { } n ? Params.From(n) : null,
            TotalParameters = section.Amount("totalParameters") is { } total ? Params.From(total) : null,
            ActiveParameters = section.Amount("activeParameters") is { } active ? Params.From(active) : null,
            TrainingTokens = section.Amount("tokens") is { } tokens ? Tokens.From(tokens) : null,
            TokensPerStep = section.Amount("tokensPerStep") is { } perStep ? Tokens.From(perStep) : null,
            StatedCompute = section.Amount("trainingCompute") is { } compute ? Flops.From(compute) : null,
            PretrainingLoss = section.Amount("loss") is { } loss ? Nats.From(loss) : null,
            Source = section.Text("source") ?? fileName,
        };
    }
}
