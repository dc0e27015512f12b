using System.Collections.Immutable;

namespace Presage.Lab.Transformers;

/// <summary>Where every tensor stands in a model's flat buffer of parameters; the buffer of gradients has the same layout.</summary>
internal sealed class ParameterLayout
{
    // Tensors begin at multiples of a cache line.
    private const int Alignment = 16;

    private const double EmbeddingDeviation = 0.1;

    private readonly ImmutableArray<Tensor>.Builder _tensors = ImmutableArray.CreateBuilder<Tensor>();

    /// <param name="model">Checked.</param>
    /// <param name="vocabulary">Tokens there are.</param>
    /// <param name="positions">Positions of a sequence.</param>
    public ParameterLayout(ModelSettings model, int vocabulary, int positions)
    {
        int d = model.Width, experts = Math.Max(1, model.Experts);
        double fromD = 1 / Math.Sqrt(d), residual = 1 / Math.Sqrt(2.0 * model.Layers);
        Tokens = Add("embedding.tokens", vocabulary, d, EmbeddingDeviation);
        Positions = Add("embedding.positions", positions, d, EmbeddingDeviation);
        Layers =
        [
            .. Enumerable.Range(0, model.Layers).Select(layer => new Layer(
                Add($"layers.{layer}.attention.norm", 0, d, null),
                Add($"layers.{layer}.attention.qkv", 3 * d, d, fromD),
                Add($"layers.{layer}.attention.output", d, d, fromD * residual),
                Add($"layers.{layer}.mlp.norm", 0, d, null),
                model.IsSparse ? Add($"layers.{layer}.mlp.router", experts, d, fromD) : null,
                Add($"layers.{layer}.mlp.input", experts * 4 * d, d, fromD),
                Add($"layers.{layer}.mlp.output", experts * d, 4 * d, fromD / 2 * residual))),
        ];
        FinalNorm = Add("norm", 0, d, null);
        Head = model.TiedHead ? Tokens : Add("head", vocabulary, d, fromD);
        Tensors = _tensors.ToImmutable();
    }

    public Tensor Tokens { get; }

    public Tensor Positions { get; }

    public ImmutableArray<Layer> Layers { get; }

    public Tensor FinalNorm { get; }

    /// <summary>[vocabulary, d]; the same as <see cref="Tokens"/> where the head is tied.</summary>
    public Tensor Head { get; }

    /// <summary>All of them, in the order of the buffer.</summary>
    public ImmutableArray<Tensor> Tensors { get; }

    /// <summary>Numbers in the buffer, those between tensors counted.</summary>
    public int Length { get; private set; }

    private Tensor Add(string name, int rows, int columns, double? deviation)
    {
        var tensor = new Tensor(name, Length, rows, columns, deviation);
        _tensors.Add(tensor);
        Length += (tensor.Length + Alignment - 1) / Alignment * Alignment;
        return tensor;
    }

    /// <summary>The tensors of a layer; d the width.</summary>
    /// <param name="AttentionNorm">Gain before the attention, [d].</param>
    /// <param name="Qkv">Queries, keys, values, [3d, d].</param>
    /// <param name="AttentionOutput">[d, d].</param>
    /// <param name="MlpNorm">Gain before the MLP, [d].</param>
    /// <param name="Router">[experts, d]; null in a dense model.</param>
    /// <param name="MlpInput">[4d, d] of every expert, one after the other.</param>
    /// <param name="MlpOutput">[d, 4d] of every expert, one after the other.</param>
    internal sealed record Layer(
        Tensor AttentionNorm, Tensor Qkv, Tensor AttentionOutput, Tensor MlpNorm, Tensor? Router, Tensor MlpInput, Tensor MlpOutput);
}
