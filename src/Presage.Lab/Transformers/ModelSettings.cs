using System.Globalization;
using Presage.Units;

namespace Presage.Lab.Transformers;

/// <summary>The shape of a decoder-only transformer.</summary>
/// <remarks>
/// Layer norm before each block, no biases, GELU with four times the width, learned positions. Where there are <see cref="Experts"/>, each layer's
/// MLP is one of them, chosen for every token apart (Shazeer et al. 2017; Fedus, Zoph and Shazeer 2021).
/// </remarks>
public sealed record ModelSettings
{
    /// <summary>The largest width.</summary>
    public const int LargestWidth = 1024;

    /// <summary>The most layers.</summary>
    public const int MostLayers = 32;

    /// <summary>The most experts of a layer.</summary>
    public const int MostExperts = 64;

    /// <summary>Width d of the residual stream, 1 to <see cref="LargestWidth"/>.</summary>
    public required int Width { get; init; }

    /// <summary>Layers, 1 to <see cref="MostLayers"/>.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Attention heads; divides <see cref="Width"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>MLPs of each layer, 0 to <see cref="MostExperts"/>; 0 and 1 both make a dense model.</summary>
    public int Experts { get; init; } = 1;

    /// <summary>Experts that compute each token, 1 to <see cref="Experts"/>; 1 in a dense model.</summary>
    public int ActiveExperts { get; init; } = 1;

    /// <summary>Whether the head is the matrix of token embeddings (Press and Wolf 2017), drawn as those are.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Whether it is a mixture of experts.</summary>
    public bool IsSparse => Experts > 1;

    /// <summary>A model of the ladder: 1 head up to d = 4, 2 up to d = 12, else 4, as far as they divide the width.</summary>
    /// <param name="width">Width d, 1 to <see cref="LargestWidth"/>.</param>
    /// <param name="layers">Layers, 1 to <see cref="MostLayers"/>.</param>
    public static ModelSettings OfWidth(int width, int layers = 2)
    {
        int heads = width <= 4 ? 1 : width <= 12 ? 2 : 4;
        while (width > 0 && width % heads != 0)
            heads /= 2;
        return new ModelSettings { Width = width, Layers = layers, Heads = heads };
    }

    /// <summary>N: parameters of the layers' matrices that compute a token, 12 d^2 per layer of a dense model.</summary>
    /// <remarks>Of a sparse layer 4 d^2 for the attention, 8 d^2 for each active expert, and d for each expert's row of the router.</remarks>
    public Params NonEmbeddingParameters => OfLayers(ActiveExperts);

    /// <summary>Parameters of all layers' matrices, those of experts that a token does not use counted; of a dense model as many as N.</summary>
    public Params TotalNonEmbeddingParameters => OfLayers(IsSparse ? Experts : 1);

    /// <summary>The shape in the names of models and files, as <c>d16-2-layers</c> or <c>d16-2-layers-8-experts-2-active-tied</c>.</summary>
    internal string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"d{Width}-{Layers}-layers{(IsSparse ? $"-{Experts}-experts-{ActiveExperts}-active" : "")}{(TiedHead ? "-tied" : "")}");

    /// <summary>Refuses shapes that no model has.</summary>
    /// <exception cref="ArgumentException">A member is outside its range, or the heads do not divide the width.</exception>
    public void Check()
    {
        if (Width is < 1 or > LargestWidth)
            throw new ArgumentException($"The width is {Width}; it must be 1 to {LargestWidth}.");
        if (Layers is < 1 or > MostLayers)
            throw new ArgumentException($"There are {Layers} layers; there must be 1 to {MostLayers}.");
        if (Heads < 1 || Width % Heads != 0)
            throw new ArgumentException($"{Heads} heads do not divide a width of {Width}.");
        if (Experts is < 0 or > MostExperts)
            throw new ArgumentException($"There are {Experts} experts; there must be 0 to {MostExperts}.");
        if (ActiveExperts < 1 || ActiveExperts > Math.Max(1, Experts))
            throw new ArgumentException($"{ActiveExperts} experts are active; there must be 1 to the {Math.Max(1, Experts)} there are.");
    }

    private Params OfLayers(int experts)
    {
        double d = Width, router = IsSparse ? Experts * d : 0;
        return Params.From(Layers * ((4 * d * d) + (8 * d * d * experts) + router));
    }
}
