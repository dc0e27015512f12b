using Presage.Lab.Lanes;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Training;

/// <summary>Whole steps against the same steps in another framework.</summary>
/// <remarks>
/// The figures were computed once by <c>bench/peers/lab_train_step.py</c> with PyTorch 1.13.0, in double precision, with its own automatic
/// differentiation, AdamW, clipping and layer norm. Initial values and batches are formulas that both sides compute.
/// </remarks>
public sealed class TrainingReferenceTests
{
    private const int Vocabulary = 12, Positions = 11, FirstAnswer = 7, Batch = 20;

    private static readonly TrainingSettings Settings = new()
    {
        Model = new ModelSettings { Width = 8, Layers = 2, Heads = 2 },
        Steps = 5,
        Seed = 0,
        Batch = Batch,
        LearningRate = 0.02,
        WarmUp = 2,
    };

    // Before each step; nats per answer token.
    private static readonly double[] Losses = [3.396323655639617, 2.468348493477246, 2.8504376383785788, 2.4620385132762452, 2.460859480127753];

    // After all steps: a tensor's first number, the one in its middle, and the sum of its squares.
    private static readonly (string Name, double First, double Middle, double Squares)[] Parameters =
    [
        ("embedding.tokens", -0.008350664198041324, -0.2480313774503809, 3.9384427416901486),
        ("embedding.positions", 0.24482532115622543, -0.2792469499582123, 4.02497197710552),
        ("layers.0.attention.norm", 1.0704301759278825, 0.9109945411564571, 7.781618483831891),
        ("layers.0.attention.qkv", 0.015090077235856906, 0.27242979713545357, 9.15027073360828),
        ("layers.0.attention.output", -0.266938885095463, -0.028626263293186342, 3.0894777065523398),
        ("layers.0.mlp.norm", 0.9326499530866564, 0.9989229492566976, 7.901337074538454),
        ("layers.0.mlp.input", -0.11328808368955297, -0.008065184064305422, 11.852041839613268),
        ("layers.0.mlp.output", 0.24845069477150625, -0.28672995179889643, 11.4806805907247),
        ("layers.1.attention.norm", 1.152344968724914, 1.0595868535563926, 8.666516445518257),
        ("layers.1.attention.qkv", 0.1333993891106485, 0.12667960637605447, 9.091152891864386),
        ("layers.1.attention.output", -0.20363325409159977, 0.0984457728051232, 3.122376544938437),
        ("layers.1.mlp.norm", 0.948937372899379, 1.0001836517880276, 7.78663517355279),
        ("layers.1.mlp.input", -0.0999885654745915, 0.15476256665650284, 11.76453725010672),
        ("layers.1.mlp.output", 0.1797410709381247, -0.1410870998433258, 11.720078736255122),
        ("norm", 1.0495252207391865, 1.0232394643089529, 7.831759280646975),
        ("head", 0.13418582472866203, 0.24952633875152885, 3.3190057649365188),
    ];

    [Fact]
    public void FiveSteps_GivenValuesAndBatches_EndWhereTheOtherFrameworkEnds()
    {
        Transformer model = Transformer.Create(Settings.Model, Vocabulary, Positions, FirstAnswer, VectorWidths.Widest);
        for (int k = 0; k < model.Layout.Tensors.Length; k++)
        {
            Tensor tensor = model.Layout.Tensors[k];
            for (int i = 0; i < tensor.Length; i++)
            {
                double sine = Math.Sin((0.37 * i) + k);
                model.Parameters.Span[tensor.Offset + i] = (float)(tensor.Rows == 0 ? 1 + (0.1 * sine) : 0.3 * sine);
            }
        }

        var optimizer = new AdamW(model.Layout.Length, Settings);
        for (int step = 0; step < Settings.Steps; step++)
            Assert.Equal(Losses[step], Trainer.Step(model, optimizer, BatchOf(step), Settings, step), 2e-5);

        Assert.Equal(Parameters.Select(row => row.Name), model.Layout.Tensors.Select(tensor => tensor.Name));
        foreach ((Tensor tensor, (_, double first, double middle, double squares)) in model.Layout.Tensors.Zip(Parameters))
        {
            float[] values = model.Parameters.Span.Slice(tensor.Offset, tensor.Length).ToArray();
            Assert.Equal(first, values[0], 2e-5);
            Assert.Equal(middle, values[values.Length / 2], 2e-5);
            Assert.Equal(squares, values.Sum(value => (double)value * value), 5e-5 * squares);
        }
    }

    private static byte[] BatchOf(int step) =>
        [
            .. from s in Enumerable.Range(0, Batch)
               from t in Enumerable.Range(0, Positions + 1)
               select (byte)(((7 * s) + (3 * t * t) + (s * t) + (5 * step)) % Vocabulary),
        ];
}
