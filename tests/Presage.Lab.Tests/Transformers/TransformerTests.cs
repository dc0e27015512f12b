using Presage.Lab.Lanes;
using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Transformers;

/// <summary>The whole model.</summary>
public sealed class TransformerTests
{
    private const int Vocabulary = 5, Positions = 5, FirstAnswer = 2, Batch = 3;

    private static readonly ModelSettings Small = new() { Width = 6, Layers = 2, Heads = 2 };

    /// <summary>Dense, with a tied head, and mixtures of experts.</summary>
    public static TheoryData<ModelSettings> Shapes =>
        [Small, Small with { TiedHead = true }, Small with { Experts = 4 }, Small with { Experts = 5, ActiveExperts = 2, TiedHead = true }];

    public static MatrixTheoryData<VectorWidth, ModelSettings> WidthsAndShapes =>
        new([VectorWidth.Scalar, VectorWidth.Vector128, VectorWidth.Vector256, VectorWidth.Vector512], [Small, Small with { Experts = 5, ActiveExperts = 2 }]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradient_EveryParameter_IsTheSlopeOfTheSameModelInDoublePrecision(ModelSettings settings)
    {
        Transformer model = Create(settings, VectorWidths.Widest);
        byte[][] texts = Texts(Batch);
        double loss = model.AddGradient([.. texts.SelectMany(text => text)], Batch);
        double[] parameters = [.. model.Parameters.Span.ToArray().Select(value => (double)value)];
        var plain = new PlainTransformer(settings, model.Layout, parameters);

        Assert.Equal(plain.Loss(texts, FirstAnswer).CrossEntropy, loss, 1e-6);
        foreach (Tensor tensor in model.Layout.Tensors)
        {
            for (int i = tensor.Offset; i < tensor.Offset + tensor.Length; i++)
            {
                const double Step = 1e-5;
                double kept = parameters[i];
                parameters[i] = kept + Step;
                double above = Sum(plain.Loss(texts, FirstAnswer));
                parameters[i] = kept - Step;
                double slope = (above - Sum(plain.Loss(texts, FirstAnswer))) / (2 * Step);
                parameters[i] = kept;
                Assert.True(Math.Abs(slope - model.Gradient.Span[i]) <= 2e-6 + (1e-5 * Math.Abs(slope)),
                    $"{tensor.Name}[{i - tensor.Offset}]: the gradient is {model.Gradient.Span[i]}, and the slope {slope}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndShapes))]
    public void Gradient_AnyVectorWidth_IsTheSameBits(VectorWidth width, ModelSettings settings)
    {
        byte[] texts = [.. Texts(70).SelectMany(text => text)];
        Transformer expected = Create(settings, VectorWidths.Widest), actual = Create(settings, width);

        double expectedLoss = expected.AddGradient(texts, 70), actualLoss = actual.AddGradient(texts, 70);

        Assert.Equal(expectedLoss, actualLoss);
        Assert.Equal(expected.Gradient.Span.ToArray(), actual.Gradient.Span.ToArray());
        Assert.Equal(expected.SquaredGradientNorm(), actual.SquaredGradientNorm());
    }

    [Fact]
    public void Gradient_BatchInTwo_IsTheMeanOfBoth()
    {
        byte[] texts = [.. Texts(100).SelectMany(text => text)];
        Transformer whole = Create(Small, VectorWidths.Widest), parts = Create(Small, VectorWidths.Widest);

        double loss = whole.AddGradient(texts, 100);
        double first = parts.AddGradient(texts.AsSpan(0, 50 * (Positions + 1)), 50);
        double second = parts.AddGradient(texts.AsSpan(50 * (Positions + 1)), 50);

        Assert.Equal((first + second) / 2, loss, 1e-6);
        for (int i = 0; i < whole.Gradient.Length; i++)
            Assert.Equal(parts.Gradient.Span[i] / 2, whole.Gradient.Span[i], 1e-6f);
    }

    [Fact]
    public void Logits_LastToken_DoesNotMatter()
    {
        Transformer model = Create(Small, VectorWidths.Widest);
        byte[] text = Texts(1)[0];
        float[] before = new float[(Positions - FirstAnswer) * Vocabulary], after = new float[before.Length];

        model.Logits(text, 1, before);
        text[^1] = (byte)((text[^1] + 1) % Vocabulary);
        model.Logits(text, 1, after);

        Assert.Equal(before, after);
        Assert.Contains(before, logit => logit != before[0]);
    }

    [Theory]
    [InlineData(0, 2, 1, "The width is 0")]
    [InlineData(-4, 2, 1, "The width is -4")]
    [InlineData(1000000, 2, 1, "The width is 1000000")]
    [InlineData(8, 0, 1, "There are 0 layers")]
    [InlineData(8, 2, 3, "3 heads do not divide a width of 8")]
    [InlineData(8, 2, 0, "0 heads")]
    public void ModelSettings_OutsideRange_AreRefused(int width, int layers, int heads, string message)
    {
        var settings = new ModelSettings { Width = width, Layers = layers, Heads = heads };
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(settings.Check).Message);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(8, 2)]
    [InlineData(12, 2)]
    [InlineData(16, 4)]
    [InlineData(15, 1)]
    public void ModelSettings_OfWidth_HaveHeadsThatDivideIt(int width, int heads)
    {
        ModelSettings settings = ModelSettings.OfWidth(width);
        settings.Check();
        Assert.Equal(heads, settings.Heads);
        Assert.Equal(24.0 * width * width, settings.NonEmbeddingParameters.Count);
    }

    [Fact]
    public void ModelSettings_OfASparseModel_CountActiveAndAllExperts()
    {
        ModelSettings sparse = ModelSettings.OfWidth(16) with { Experts = 8, ActiveExperts = 2 };
        sparse.Check();

        Assert.Equal(2.0 * ((4 * 256) + (2 * 8 * 256) + (8 * 16)), sparse.NonEmbeddingParameters.Count);
        Assert.Equal(2.0 * ((4 * 256) + (8 * 8 * 256) + (8 * 16)), sparse.TotalNonEmbeddingParameters.Count);
        Assert.Equal(ModelSettings.OfWidth(16).NonEmbeddingParameters, ModelSettings.OfWidth(16).TotalNonEmbeddingParameters);
    }

    [Theory]
    [InlineData(65, 1, "There are 65 experts")]
    [InlineData(-1, 1, "There are -1 experts")]
    [InlineData(4, 5, "5 experts are active")]
    [InlineData(4, 0, "0 experts are active")]
    [InlineData(0, 2, "2 experts are active")]
    public void ModelSettings_OfImpossibleExperts_AreRefused(int experts, int active, string message)
    {
        ModelSettings settings = ModelSettings.OfWidth(8) with { Experts = experts, ActiveExperts = active };
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(settings.Check).Message);
    }

    private static double Sum((double CrossEntropy, double Imbalance) loss) => loss.CrossEntropy + loss.Imbalance;

    private static Transformer Create(ModelSettings settings, VectorWidth width)
    {
        Transformer model = Transformer.Create(settings, Vocabulary, Positions, FirstAnswer, width);
        model.Initialize(7);
        return model;
    }

    private static byte[][] Texts(int count) =>
        [.. Enumerable.Range(0, count).Select(s => Enumerable.Range(0, Positions + 1)
            .Select(t => (byte)(((s * 7) + (t * t * 3) + (s * t)) % Vocabulary)).ToArray())];
}
