using Presage.Curves;
using Presage.Evaluations;
using Presage.Forecasts.Capabilities;
using Presage.Metrics;

namespace Presage.Forecasts.Candidates;

/// <summary>
/// The capability model of Ruan et al. (2024, 2405.10938) carried to the next model: principal components of all benchmarks over all families; each
/// family's components
/// straight lines in log compute; the task's score a sigmoid of the components.
/// </summary>
/// <remarks>
/// A family's slope is drawn to that of all families, the more the shorter its range of compute; its mean distance from the sigmoid, drawn to 0 as by
/// one more model without any, is
/// added to the prediction. Components are found once per family and origin, from what is known then.
/// </remarks>
internal sealed class FamilyCapability : IForecastCandidate
{
    private const int FewestModels = 12, FewestBenchmarks = 3, MostComponents = 3;

    /// <summary>
    /// Within-family sum of squares of log10 compute (about that of two models half an order of magnitude apart) at which its own slope and the
    /// pooled one weigh the same.
    /// </summary>
    private const double PooledWeight = 0.125;

    /// <inheritdoc/>
    public string Name => "capability";

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings)
    {
        Lazy<(Table Table, double[,] Capabilities)?> learned = new(() =>
        {
            if (Table.Of(surroundings.SameFamily.Concat(surroundings.OtherFamilies).Where(Suits)) is not { } table)
                return null;
            int components = Math.Clamp(table.Scores.GetLength(0) / 10, 1, Math.Min(MostComponents, table.Scores.GetLength(1)));
            return (table, PrincipalCapabilities.Of(table.Scores, components).Scores);
        });
        return history => !Suits(history)
            ? Unable("The capability model is for scores from 0 to 1, larger being better, over sizes, by compute.")
            : learned.Value is var (table, capabilities)
                ? Fit(history, table, capabilities)
                : Unable("Too few models share enough benchmarks.");
    }

    private static FittedCandidate Fit(ForecastHistory history, Table table, double[,] capabilities)
    {
        int components = capabilities.GetLength(1);
        if (Line(history.Family, table, capabilities) is not { } line)
            return Unable("The family has no model whose benchmarks and compute are known.");

        // Every model with both capabilities and a score; the family's own from the history itself.
        List<(int Row, double Score)> scored = [];
        Dictionary<Model, double> own = Values(history);
        foreach ((Model model, int row) in table.Rows.OrderBy(pair => pair.Value))
        {
            double? score = model.Family != history.Family ? table.ScoreOf(history, model) : own.TryGetValue(model, out double value) ? value : null;
            if (score is { } known)
                scored.Add((row, known));
        }

        double[,] predictors = new double[scored.Count, components];
        for (int i = 0; i < scored.Count; i++)
            for (int k = 0; k < components; k++)
                predictors[i, k] = capabilities[scored[i].Row, k];
        if (CapabilityLink.Fit(predictors, [.. scored.Select(pair => pair.Score)], history.Chance is < 1 ? history.Chance : null) is not { } link)
            return Unable("Too few models have both benchmarks and a score on this task.");

        int members = 0;
        double distance = 0;
        foreach ((Model model, double score) in own)
        {
            if (table.Rows.TryGetValue(model, out int row))
            {
                distance += score - link.At(Row(capabilities, row));
                members++;
            }
        }

        double offset = distance / (members + 1);
        ForecastRange range = history.PredictionRange;
        return target => new CandidateOutcome.Predicted(range.Clip(link.At(line(target.Position)) + offset));
    }

    /// <summary>A family's capabilities at a log10 of compute; null where no model of it is placed.</summary>
    private static Func<double, double[]>? Line(string family, Table table, double[,] capabilities)
    {
        int components = capabilities.GetLength(1);
        double[] pooledProducts = new double[components], ownProducts = new double[components], means = new double[components];
        double pooledSquares = 0, ownSquares = 0, meanPosition = double.NaN;
        foreach (var group in table.Rows.OrderBy(pair => pair.Value).GroupBy(pair => pair.Key.Family))
        {
            int[] rows = [.. group.Select(pair => pair.Value)];
            double centre = rows.Average(row => table.Positions[row]);
            double squares = rows.Sum(row => (table.Positions[row] - centre) * (table.Positions[row] - centre));
            pooledSquares += squares;
            for (int k = 0; k < components; k++)
            {
                double products = rows.Sum(row => (table.Positions[row] - centre) * capabilities[row, k]);
                pooledProducts[k] += products;
                if (group.Key == family)
                    (ownProducts[k], means[k]) = (products, rows.Average(row => capabilities[row, k]));
            }

            if (group.Key == family)
                (ownSquares, meanPosition) = (squares, centre);
        }

        if (double.IsNaN(meanPosition) || !(pooledSquares > 0))
            return null;
        double[] slopes = [.. Enumerable.Range(0, components)
            .Select(k => (ownProducts[k] + (PooledWeight * pooledProducts[k] / pooledSquares)) / (ownSquares + PooledWeight))];
        return position => [.. means.Select((mean, k) => mean + (slopes[k] * (position - meanPosition)))];
    }

    private static bool Suits(ForecastHistory history) =>
        history is { Over: CurveOver.Sizes, Axis: ScaleAxis.TrainingCompute, Metric: { Orientation: Orientation.HigherIsBetter, Minimum: 0, Maximum: 1 } };

    private static Dictionary<Model, double> Values(ForecastHistory history)
    {
        Dictionary<Model, double> values = [];
        for (int i = 0; i < history.Count; i++)
            values[Model.Of(history.Family, history.Runs[i])] = history.Values[i];
        return values;
    }

    private static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(k => matrix[row, k])];

    private static FittedCandidate Unable(string reason) => _ => new CandidateOutcome.Unable(reason);

    /// <summary>Weights, by what names them: records of models are not compared.</summary>
    private readonly record struct Model(string Family, string Name, string? Run, long? Seed)
    {
        public static Model Of(string family, ModelRun run) => new(family, run.Card.Name, run.Run, run.Seed);
    }

    /// <summary>One task under one metric, for all families.</summary>
    private readonly record struct Benchmark(string Task, string Metric, string? Filter, int? Shots)
    {
        public static Benchmark Of(ForecastHistory history) => new(history.Task, history.Metric.Name, history.Filter, history.Shots);
    }

    /// <summary>The models by benchmarks of all families known at an origin.</summary>
    private sealed class Table
    {
        private readonly Dictionary<Benchmark, Dictionary<Model, double>> _values;

        private Table(Dictionary<Benchmark, Dictionary<Model, double>> values, Dictionary<Model, int> rows, double[] positions, double[,] scores) =>
            (_values, Rows, Positions, Scores) = (values, rows, positions, scores);

        /// <summary>Models with their rows.</summary>
        public Dictionary<Model, int> Rows { get; }

        /// <summary>Shape [models]; log10 of compute.</summary>
        public double[] Positions { get; }

        /// <summary>Shape [models, benchmarks]; NaN where missing.</summary>
        public double[,] Scores { get; }

        /// <summary>Benchmarks that half of the models have, and models that have half of those.</summary>
        /// <returns>Null where too few of either are left.</returns>
        public static Table? Of(IEnumerable<ForecastHistory> histories)
        {
            Dictionary<Benchmark, Dictionary<Model, double>> values = [];
            Dictionary<Model, double> positions = [];
            foreach (ForecastHistory history in histories)
            {
                Benchmark benchmark = Benchmark.Of(history);
                if (!values.TryGetValue(benchmark, out Dictionary<Model, double>? scores))
                    values[benchmark] = scores = [];
                for (int i = 0; i < history.Count; i++)
                {
                    Model model = Model.Of(history.Family, history.Runs[i]);
                    (scores[model], positions[model]) = (history.Values[i], history.Positions[i]);
                }
            }

            Dictionary<Model, double>[] shared = [.. values.Values.Where(scores => 2 * scores.Count >= positions.Count)];
            Model[] models = [.. positions.Keys.Where(model => 2 * shared.Count(scores => scores.ContainsKey(model)) >= shared.Length)
                .OrderBy(model => model.Family, StringComparer.Ordinal).ThenBy(model => model.Name, StringComparer.Ordinal)
                .ThenBy(model => model.Run, StringComparer.Ordinal).ThenBy(model => model.Seed)];
            shared = [.. shared.Where(scores => models.Where(scores.ContainsKey).Select(model => scores[model]).Distinct().Count() > 1)];
            if (models.Length < FewestModels || shared.Length < FewestBenchmarks)
                return null;
            double[,] matrix = new double[models.Length, shared.Length];
            for (int i = 0; i < models.Length; i++)
                for (int j = 0; j < shared.Length; j++)
                    matrix[i, j] = shared[j].TryGetValue(models[i], out double score) ? score : double.NaN;
            return new Table(values, models.Index().ToDictionary(pair => pair.Item, pair => pair.Index), [.. models.Select(model => positions[model])], matrix);
        }

        /// <summary>A model's score on the task of a history; null where it has none.</summary>
        public double? ScoreOf(ForecastHistory history, Model model) =>
            _values.TryGetValue(Benchmark.Of(history), out Dictionary<Model, double>? scores) && scores.TryGetValue(model, out double score) ? score : null;
    }
}
