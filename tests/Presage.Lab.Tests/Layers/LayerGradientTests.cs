using System.Runtime.Intrinsics;
using Presage.Lab.Lanes;
using Presage.Lab.Layers;
using static Presage.Lab.Tests.Layers.FiniteDifferences;

namespace Presage.Lab.Tests.Layers;

/// <summary>Every layer's backward pass against differences of its forward pass.</summary>
public sealed class LayerGradientTests
{
    private const int Columns = 48;

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void Linear_Backward_IsTheSlopeOfForward(int from)
    {
        AlignedArray w = Normal(5 * 3, 1), dw = new(5 * 3);
        Panel x = Normal(3, Columns, 2), y = new(5, Columns), dy = Normal(5, Columns, 3), dx = new(3, Columns);

        Linear<Lanes128, Vector128<float>>.Backward(ref w.At(0), ref dw.At(0), x, dy, dx, 0, 5, from, accumulate: false);

        double Objective()
        {
            Linear<Lanes128, Vector128<float>>.Forward(ref w.At(0), x, y, 0, 5, from, accumulate: false);
            return Product(y, dy, from);
        }

        Check("w", Objective, () => w.Span, dw.Span);
        Check("x", Objective, x, dx);
    }

    [Fact]
    public void LayerNorm_Backward_IsTheSlopeOfForward()
    {
        const int From = 16;
        AlignedArray gain = Normal(6, 1), dgain = new(6);
        Panel x = Normal(6, Columns, 2), normal = new(6, Columns), inverse = new(1, Columns), y = new(6, Columns);
        Panel dy = Normal(6, Columns, 3), dx = new(6, Columns);

        double Objective()
        {
            LayerNorm<Lanes128, Vector128<float>>.Forward(ref gain.At(0), x, normal, inverse, y, From);
            return Product(y, dy, From);
        }

        Objective();
        LayerNorm<Lanes128, Vector128<float>>.Backward(ref gain.At(0), ref dgain.At(0), normal, inverse, dy, dx, From);

        Check("gain", Objective, () => gain.Span, dgain.Span);
        Check("x", Objective, x, dx);
    }

    [Fact]
    public void Gelu_Backward_IsTheSlopeOfForward()
    {
        Panel x = Normal(4, Columns, 1), y = new(4, Columns), dy = Normal(4, Columns, 2), dx = Normal(4, Columns, 2);

        Gelu<Lanes128, Vector128<float>>.Backward(x, dx, 0);

        Check("x", () =>
        {
            Gelu<Lanes128, Vector128<float>>.Forward(x, y, 0);
            return Product(y, dy);
        }, x, dx);
    }

    [Fact]
    public void Mlp_Backward_IsTheSlopeOfForward()
    {
        AlignedArray input = Normal(8 * 2, 1, 0.5), output = Normal(2 * 8, 2, 0.5), dinput = new(16), doutput = new(16);
        Panel x = Normal(2, Columns, 3), hidden = new(8, Columns), active = new(8, Columns), y = new(2, Columns);
        Panel dy = Normal(2, Columns, 4), dhidden = new(8, Columns), dx = new(2, Columns);

        double Objective()
        {
            y.Clear();
            Mlp<Lanes128, Vector128<float>>.Forward(ref input.At(0), ref output.At(0), x, hidden, active, y, 0);
            return Product(y, dy);
        }

        Objective();
        Mlp<Lanes128, Vector128<float>>.Backward(
            ref input.At(0), ref dinput.At(0), ref output.At(0), ref doutput.At(0), x, hidden, active, dy, dhidden, dx, 0);

        Check("input", Objective, () => input.Span, dinput.Span);
        Check("output", Objective, () => output.Span, doutput.Span);
        Check("x", Objective, x, dx);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void MixtureOfExperts_Backward_IsTheSlopeOfForwardAndOfTheImbalance(int active)
    {
        const int D = 3, Experts = 3, Sequences = 16, Real = 13, From = 16, Tokens = 2 * Real;
        AlignedArray router = Normal(Experts * D, 1, 0.05), drouter = new(Experts * D);
        AlignedArray input = Normal(Experts * 4 * D * D, 2, 0.5), dinput = new(input.Length);
        AlignedArray output = Normal(Experts * D * 4 * D, 3, 0.5), doutput = new(output.Length);
        Panel x = new(D, Columns), y = new(D, Columns), dy = Normal(D, Columns, 4), dx = new(D, Columns);
        ExpertActivations a = new(D, Experts, active, Columns), da = new(D, Experts, active, Columns);
        // Probabilities so far apart that no difference changes who is chosen.
        for (int i = 0; i < D; i++)
        {
            router.Span[(i * D) + i] = 1;
            for (int c = 0; c < Columns; c++)
                x.At(i, c) = (new[] { 0.1f, 1, 2 }[(i + c) % 3]) + (0.01f * i * (c % 7));
        }

        // Columns that are not computed have no gradient.
        for (int row = 0; row < D; row++)
        {
            foreach (int c in Enumerable.Range(0, Columns).Where(c => c < From || c % Sequences >= Real))
                dy.At(row, c) = 0;
        }

        double Objective()
        {
            y.Clear();
            MixtureOfExperts<Lanes128, Vector128<float>>.Forward(ref router.At(0), ref input.At(0), ref output.At(0), x, a, y, From, Sequences, Real);
            double imbalance = 0;
            for (int e = 0; e < Experts; e++)
            {
                double mean = Enumerable.Range(From, Columns - From).Where(c => c % Sequences < Real).Sum(c => (double)a.Probabilities.At(e, c)) / Tokens;
                imbalance += Experts * (double)a.Routing.Counts[e] / (Tokens * active) * mean;
            }

            return Product(y, dy, From) + (MixtureOfExperts<Lanes128, Vector128<float>>.BalanceWeight * imbalance);
        }

        Objective();
        Assert.Equal(Tokens * active, a.Routing.Counts.Sum());
        MixtureOfExperts<Lanes128, Vector128<float>>.Backward(
            ref router.At(0), ref drouter.At(0), ref input.At(0), ref dinput.At(0), ref output.At(0), ref doutput.At(0),
            x, a, dy, da, dx, From, 1f / Tokens);

        Check("router", Objective, () => router.Span, drouter.Span);
        Check("input", Objective, () => input.Span, dinput.Span);
        Check("output", Objective, () => output.Span, doutput.Span);
        Check("x", Objective, x, dx);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void CausalAttention_Backward_IsTheSlopeOfForward(int first)
    {
        const int Heads = 2, Positions = 4, Sequences = 16, D = 4;
        var attention = new CausalAttention<Lanes128, Vector128<float>>(Heads, Positions, Sequences);
        Panel qkv = Normal(3 * D, Positions * Sequences, 1), weights = new(Heads * Positions * Positions, Sequences);
        Panel y = new(D, Positions * Sequences), dy = Normal(D, Positions * Sequences, 2), dqkv = new(3 * D, Positions * Sequences);
        var scratch = new Panel(Positions, LaneLayout.Columns);

        double Objective()
        {
            attention.Forward(qkv, weights, y, first);
            return Product(y, dy, first * Sequences);
        }

        Objective();
        attention.Backward(qkv, weights, dy, dqkv, scratch, first);

        Check("qkv", Objective, qkv, dqkv);
    }

    [Fact]
    public void CausalAttention_LaterPositions_DoNotMatter()
    {
        var attention = new CausalAttention<Lanes128, Vector128<float>>(2, 4, 16);
        Panel qkv = Normal(12, 64, 1), weights = new(32, 16), before = new(4, 64), after = new(4, 64);

        attention.Forward(qkv, weights, before, 0);
        for (int row = 0; row < qkv.Rows; row++)
            qkv.Row(row)[48..].Fill(7);
        attention.Forward(qkv, weights, after, 0);

        for (int row = 0; row < 4; row++)
            Assert.Equal(before.Row(row)[..48], after.Row(row)[..48]);
    }

    [Fact]
    public void CrossEntropyHead_Gradient_IsTheSlopeOfTheLoss()
    {
        const int Sequences = 16, Real = 13, From = 16, Vocabulary = 3;
        Panel logits = Normal(Vocabulary, Columns, 1);
        byte[] targets = [.. Enumerable.Range(0, Columns - From).Select(i => (byte)(i % Vocabulary))];
        Panel gradient = Copy(logits);
        CrossEntropyHead<Lanes128, Vector128<float>>.Softmax(gradient, From);
        CrossEntropyHead<Lanes128, Vector128<float>>.LossAndGradient(gradient, targets, Real, Sequences, 0.5f, From);
        for (int row = 0; row < Vocabulary; row++)
            gradient.Row(row)[..From].Clear();

        Check("logits", () =>
        {
            Panel copy = Copy(logits);
            CrossEntropyHead<Lanes128, Vector128<float>>.Softmax(copy, From);
            return 0.5 * CrossEntropyHead<Lanes128, Vector128<float>>.LossAndGradient(copy, targets, Real, Sequences, 0.5f, From);
        }, logits, gradient);
    }

    [Fact]
    public void Embedding_Backward_IsTheSlopeOfForward()
    {
        const int Sequences = 16, D = 3, Vocabulary = 5;
        AlignedArray tokens = Normal(Vocabulary * D, 1), positions = Normal(3 * D, 2), dtokens = new(Vocabulary * D), dpositions = new(3 * D);
        byte[] inputs = [.. Enumerable.Range(0, Columns).Select(i => (byte)(i * i % Vocabulary))];
        Panel x = new(D, Columns), dx = Normal(D, Columns, 3);

        Embedding.Backward(ref dtokens.At(0), ref dpositions.At(0), inputs, Sequences, dx);

        double Objective()
        {
            Embedding.Forward(ref tokens.At(0), ref positions.At(0), inputs, Sequences, x);
            return Product(x, dx);
        }

        Check("tokens", Objective, () => tokens.Span, dtokens.Span);
        Check("positions", Objective, () => positions.Span, dpositions.Span);
    }

    private static Panel Copy(Panel panel)
    {
        var copy = new Panel(panel.Rows, panel.Columns);
        for (int row = 0; row < panel.Rows; row++)
            panel.Row(row).CopyTo(copy.Row(row));
        return copy;
    }
}
