using System.Collections.Immutable;

namespace Presage.Models.Families;

/// <summary>The families that come with the program.</summary>
/// <remarks>A size that a paper prints without saying which parameters it counts is entered as total. A figure that nobody published is absent.</remarks>
internal static class BuiltInFamilies
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        .. Gpt2.Cards(),
        .. Gpt3.Cards(),
        .. GptNeo.Cards(),
        .. Lamda.Cards(),
        .. Gopher.Cards(),
        .. Chinchilla.Cards(),
        .. Palm.Cards(),
        .. BigG.Cards(),
        .. Pythia.Cards(),
        .. Opt.Cards(),
        .. Bloom.Cards(),
        .. Xglm.Cards(),
        .. Llama.Cards(),
        .. Falcon.Cards(),
        .. Mpt.Cards(),
        .. CerebrasGpt.Cards(),
        .. Olmo.Cards(),
        .. OlmoLadder.Cards(),
        .. Qwen.Cards(),
        .. Mixtral.Cards(),
    ];
}
