using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Transformers;

/// <summary>The same model written again as a paper would, in double precision: one sequence at a time, shape [positions, d], no tricks.</summary>
internal sealed class PlainTransformer(ModelSettings settings, ParameterLayout layout, double[] parameters)
{
    private readonly int _d = settings.Width;

    // What the routers decided since the loss was begun.
    private readonly List<(int Layer, int Position, double[] Probabilities, int[] Chosen)> _routed = [];

    /// <summary>Mean cross-entropy per answer token, and what the imbalance of experts adds to it.</summary>
    public (double CrossEntropy, double Imbalance) Loss(byte[][] texts, int firstAnswer)
    {
        _routed.Clear();
        double crossEntropy = texts.Average(text =>
        {
            double[][] logits = Logits(text[..^1]);
            return Enumerable.Range(firstAnswer, logits.Length - firstAnswer).Average(t => Surprise(logits[t], text[t + 1]));
        });
        // The last layer computes only positions that predict.
        double imbalance = _routed
            .Where(token => token.Layer < settings.Layers - 1 || token.Position >= firstAnswer)
            .GroupBy(token => token.Layer)
            .Sum(layer => 0.01 * settings.Experts * Enumerable.Range(0, settings.Experts).Sum(e =>
                layer.Average(token => token.Chosen.Contains(e) ? 1.0 / settings.ActiveExperts : 0) * layer.Average(token => token.Probabilities[e])));
        return (crossEntropy, imbalance);
    }

    private static double Surprise(double[] logits, int target) => Math.Log(logits.Sum(Math.Exp)) - logits[target];

    private double[][] Logits(byte[] inputs)
    {
        double[][] x = [.. inputs.Select((token, t) => Add(Row(layout.Tokens, token), Row(layout.Positions, t)))];
        for (int l = 0; l < layout.Layers.Length; l++)
        {
            ParameterLayout.Layer layer = layout.Layers[l];
            int number = l;
            double[][] qkv = [.. x.Select(column => Times(layer.Qkv, Norm(layer.AttentionNorm, column)))];
            x = [.. x.Select((column, t) => Add(column, Times(layer.AttentionOutput, Attend(qkv, t))))];
            x = [.. x.Select((column, t) => Add(column, Feed(number, t, Norm(layer.MlpNorm, column))))];
        }

        return [.. x.Select(column => Times(layout.Head, Norm(layout.FinalNorm, column)))];
    }

    private double[] Feed(int number, int position, double[] x)
    {
        ParameterLayout.Layer layer = layout.Layers[number];
        if (layer.Router is null)
            return Mlp(layer, 0, x);
        double[] exponentials = [.. Times(layer.Router, x).Select(Math.Exp)];
        double[] probabilities = [.. exponentials.Select(value => value / exponentials.Sum())];
        int[] chosen = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(e => probabilities[e]).Take(settings.ActiveExperts)];
        _routed.Add((number, position, probabilities, chosen));
        return chosen.Select(e => Mlp(layer, e, x).Select(value => probabilities[e] * value).ToArray()).Aggregate(Add);
    }

    private double[] Mlp(ParameterLayout.Layer layer, int expert, double[] x) => Times(
        layer.MlpOutput, expert * _d, _d, [.. Times(layer.MlpInput, expert * 4 * _d, 4 * _d, x).Select(Gelu)]);

    private double[] Attend(double[][] qkv, int t)
    {
        int size = _d / settings.Heads;
        var mixed = new double[_d];
        for (int head = 0; head < settings.Heads; head++)
        {
            double[] weights = [.. Enumerable.Range(0, t + 1).Select(j => Math.Exp(Enumerable.Range(head * size, size)
                .Sum(c => qkv[t][c] * qkv[j][_d + c]) / Math.Sqrt(size)))];
            double sum = weights.Sum();
            for (int c = head * size; c < (head + 1) * size; c++)
                mixed[c] = Enumerable.Range(0, t + 1).Sum(j => weights[j] / sum * qkv[j][(2 * _d) + c]);
        }

        return mixed;
    }

    private static double Gelu(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    private static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private double[] Norm(Tensor gain, double[] x)
    {
        double mean = x.Average(), variance = x.Average(v => (v - mean) * (v - mean));
        return [.. x.Select((v, i) => (v - mean) / Math.Sqrt(variance + 1e-5) * parameters[gain.Offset + i])];
    }

    private double[] Row(Tensor tensor, int row) =>
        parameters[(tensor.Offset + (row * tensor.Columns))..(tensor.Offset + ((row + 1) * tensor.Columns))];

    private double[] Times(Tensor w, double[] x) => Times(w, 0, w.Rows, x);

    private double[] Times(Tensor w, int firstRow, int rows, double[] x) =>
        [.. Enumerable.Range(firstRow, rows).Select(o => Enumerable.Range(0, w.Columns).Sum(i => parameters[w.Offset + (o * w.Columns) + i] * x[i]))];
}
