using System.Collections.Immutable;
using Presage.Lab.Lanes;
using Presage.Lab.Layers;
using Presage.Lab.Training;

namespace Presage.Lab.Transformers;

/// <summary>The passes of a transformer on one width of vector.</summary>
/// <remarks>In the last layer, only keys and values are computed at positions that predict nothing: nothing else there is ever looked at.</remarks>
internal sealed class Transformer<TLanes, TVector> : Transformer
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly CausalAttention<TLanes, TVector> _attention;
    private readonly ImmutableArray<LayerActivations> _layers;
    private readonly Panel _stream, _finalNormal, _finalInverse, _finalInput, _logits;
    private readonly Panel _dstream, _dinput, _dqkv, _dhidden, _dpositions;
    private readonly ExpertActivations? _dexperts;
    private readonly byte[] _inputs, _targets;
    private int _count;

    public Transformer(ModelSettings settings, int vocabulary, int positions, int firstAnswer)
        : base(settings, vocabulary, positions, firstAnswer)
    {
        int d = settings.Width, columns = positions * Sequences;
        _attention = new CausalAttention<TLanes, TVector>(settings.Heads, positions, Sequences);
        _layers = [.. Enumerable.Range(0, settings.Layers).Select(_ => new LayerActivations(settings, positions, Sequences))];
        (_stream, _finalNormal, _finalInverse, _finalInput) = (new(d, columns), new(d, columns), new(1, columns), new(d, columns));
        _logits = new Panel(vocabulary, columns);
        (_dstream, _dinput, _dqkv, _dhidden) = (new(d, columns), new(d, columns), new(3 * d, columns), new(4 * d, columns));
        _dpositions = new Panel(positions, LaneLayout.Columns);
        _dexperts = settings.IsSparse ? new ExpertActivations(d, settings.Experts, settings.ActiveExperts, columns) : null;
        _inputs = new byte[columns];
        _targets = new byte[(positions - firstAnswer) * Sequences];
    }

    private int From => FirstAnswer * Sequences;

    public override void Logits(ReadOnlySpan<byte> texts, int count, Span<float> logits)
    {
        Arrange(texts, count);
        Forward();
        for (int s = 0, at = 0; s < count; s++)
        {
            for (int position = FirstAnswer; position < Positions; position++)
            {
                for (int v = 0; v < Vocabulary; v++)
                    logits[at++] = _logits.At(v, (position * Sequences) + s);
            }
        }
    }

    public override float SquaredGradientNorm() =>
        MatrixProduct<TLanes, TVector>.Dot(ref Gradient.At(0), ref Gradient.At(0), Gradient.Length);

    public override void Step(AdamW optimizer, float learningRate, float gradientScale) =>
        optimizer.Step<TLanes, TVector>(Layout, Parameters, Gradient, learningRate, gradientScale);

    protected override double AddGradientOfPart(ReadOnlySpan<byte> texts, int count, float weight)
    {
        Arrange(texts, count);
        Forward();
        CrossEntropyHead<TLanes, TVector>.Softmax(_logits, From); // [vocabulary, answer columns]
        double loss = CrossEntropyHead<TLanes, TVector>.LossAndGradient(_logits, _targets, count, Sequences, weight, From);
        Backward(weight);
        return loss;
    }

    private void Forward()
    {
        int d = Settings.Width;
        Embedding.Forward(ref Value(Layout.Tokens), ref Value(Layout.Positions), _inputs, Sequences, _stream); // [d, columns]
        for (int l = 0; l < _layers.Length; l++)
        {
            (ParameterLayout.Layer w, LayerActivations a) = (Layout.Layers[l], _layers[l]);
            (int first, int from) = Asked(l);
            LayerNorm<TLanes, TVector>.Forward(ref Value(w.AttentionNorm), _stream, a.AttentionNormal, a.AttentionInverse, a.AttentionInput, 0);
            Linear<TLanes, TVector>.Forward(ref Value(w.Qkv), a.AttentionInput, a.Qkv, 0, d, from, accumulate: false); // queries
            Linear<TLanes, TVector>.Forward(ref Value(w.Qkv, d), a.AttentionInput, a.Qkv, d, 2 * d, 0, accumulate: false); // keys, values
            _attention.Forward(a.Qkv, a.Weights, a.Mixed, first); // [d, columns]
            Linear<TLanes, TVector>.Forward(ref Value(w.AttentionOutput), a.Mixed, _stream, 0, d, from, accumulate: true);
            LayerNorm<TLanes, TVector>.Forward(ref Value(w.MlpNorm), _stream, a.MlpNormal, a.MlpInverse, a.MlpInput, from);
            if (w.Router is null)
            {
                Mlp<TLanes, TVector>.Forward(ref Value(w.MlpInput), ref Value(w.MlpOutput), a.MlpInput, a.Hidden!, a.Active!, _stream, from);
            }
            else
            {
                MixtureOfExperts<TLanes, TVector>.Forward(
                    ref Value(w.Router), ref Value(w.MlpInput), ref Value(w.MlpOutput), a.MlpInput, a.Experts!, _stream, from, Sequences, _count);
            }
        }

        LayerNorm<TLanes, TVector>.Forward(ref Value(Layout.FinalNorm), _stream, _finalNormal, _finalInverse, _finalInput, From);
        Linear<TLanes, TVector>.Forward(ref Value(Layout.Head), _finalInput, _logits, 0, Vocabulary, From, accumulate: false);
    }

    // weight: of one answer token in the loss of the batch.
    private void Backward(float weight)
    {
        int d = Settings.Width;
        _dstream.Clear();
        Linear<TLanes, TVector>.Backward(
            ref Value(Layout.Head), ref Slope(Layout.Head), _finalInput, _logits, _dinput, 0, Vocabulary, From, accumulate: false); // [d, columns]
        LayerNorm<TLanes, TVector>.Backward(
            ref Value(Layout.FinalNorm), ref Slope(Layout.FinalNorm), _finalNormal, _finalInverse, _dinput, _dstream, From);
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            (ParameterLayout.Layer w, LayerActivations a) = (Layout.Layers[l], _layers[l]);
            (int first, int from) = Asked(l);
            if (w.Router is null)
            {
                Mlp<TLanes, TVector>.Backward(
                    ref Value(w.MlpInput), ref Slope(w.MlpInput), ref Value(w.MlpOutput), ref Slope(w.MlpOutput),
                    a.MlpInput, a.Hidden!, a.Active!, _dstream, _dhidden, _dinput, from); // [d, columns]
            }
            else
            {
                float tokenWeight = weight * (Positions - FirstAnswer) / (Positions - first);
                MixtureOfExperts<TLanes, TVector>.Backward(
                    ref Value(w.Router), ref Slope(w.Router), ref Value(w.MlpInput), ref Slope(w.MlpInput), ref Value(w.MlpOutput), ref Slope(w.MlpOutput),
                    a.MlpInput, a.Experts!, _dstream, _dexperts!, _dinput, from, tokenWeight); // [d, columns]
            }

            LayerNorm<TLanes, TVector>.Backward(ref Value(w.MlpNorm), ref Slope(w.MlpNorm), a.MlpNormal, a.MlpInverse, _dinput, _dstream, from);
            Linear<TLanes, TVector>.Backward(
                ref Value(w.AttentionOutput), ref Slope(w.AttentionOutput), a.Mixed, _dstream, _dinput, 0, d, from, accumulate: false);
            _attention.Backward(a.Qkv, a.Weights, _dinput, _dqkv, _dpositions, first); // [3d, columns]
            Linear<TLanes, TVector>.Backward(
                ref Value(w.Qkv, d), ref Slope(w.Qkv, d), a.AttentionInput, _dqkv, _dinput, d, 2 * d, 0, accumulate: false); // [d, columns]
            Linear<TLanes, TVector>.Backward(
                ref Value(w.Qkv), ref Slope(w.Qkv), a.AttentionInput, _dqkv, _dinput, 0, d, from, accumulate: true); // [d, columns]
            LayerNorm<TLanes, TVector>.Backward(
                ref Value(w.AttentionNorm), ref Slope(w.AttentionNorm), a.AttentionNormal, a.AttentionInverse, _dinput, _dstream, 0);
        }

        Embedding.Backward(ref Slope(Layout.Tokens), ref Slope(Layout.Positions), _inputs, Sequences, _dstream);
    }

    // First position and column at which a layer's output is looked at.
    private (int Position, int Column) Asked(int layer) => layer == _layers.Length - 1 ? (FirstAnswer, From) : (0, 0);

    private ref float Value(Tensor tensor, int row = 0) => ref Parameters.At(tensor.Offset + (row * tensor.Columns));

    private ref float Slope(Tensor tensor, int row = 0) => ref Gradient.At(tensor.Offset + (row * tensor.Columns));

    // From [sequence, position] to [position, sequence]. Lanes without a sequence hold token 0.
    private void Arrange(ReadOnlySpan<byte> texts, int count)
    {
        _count = count;
        Array.Clear(_inputs);
        Array.Clear(_targets);
        for (int s = 0; s < count; s++)
        {
            ReadOnlySpan<byte> text = texts.Slice(s * (Positions + 1), Positions + 1);
            for (int position = 0; position < Positions; position++)
            {
                _inputs[(position * Sequences) + s] = text[position];
                if (position >= FirstAnswer)
                    _targets[((position - FirstAnswer) * Sequences) + s] = text[position + 1];
            }
        }
    }
}
