using System.Collections.Immutable;
using System.Globalization;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Metrics;
using Presage.Models;
using Presage.Proportions;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>
/// A report of invented results that behave as real ones do: skills that follow power laws in the per-token loss, seen
/// through metrics that bend them, with sampling noise. Seeded, so that every call gives the same report.
/// </summary>
internal static class SampleReport
{
    /// <summary>A task whose name tries to run.</summary>
    public const string HostileTask = "<script>alert(1)</script>";

    /// <summary>A note with everything that could end a script, a string, or a line.</summary>
    public const string HostileNote = "</script><!-- \" ' ` \\ \u2028 \u2029 ]]> {{script}} 🙂";

    /// <summary>Nats per token of a model that has learnt nothing of a task.</summary>
    private const double SaturatedLoss = 3.2;

    private static readonly SampleFamily Pythia = new("Pythia",
    [
        ("pythia-70m", 18_915_328, 70_426_624), ("pythia-160m", 85_056_000, 162_322_944), ("pythia-410m", 302_311_424, 405_334_016),
        ("pythia-1b", 805_736_448, 1_011_781_632), ("pythia-1.4b", 1_208_602_624, 1_414_647_808), ("pythia-2.8b", 2_517_652_480, 2_775_208_960),
        ("pythia-6.9b", 6_444_163_072, 6_857_302_016), ("pythia-12b", 11_327_027_200, 11_846_072_320),
    ], 299_892_736_000, Edge: 0);

    private static readonly SampleFamily Opt = new("OPT",
    [
        ("opt-125m", 85_056_000, 125_239_296), ("opt-350m", 302_000_000, 331_196_416), ("opt-1.3b", 1_208_602_624, 1_315_758_080), ("opt-2.7b", 2_517_652_480, 2_651_596_800),
        ("opt-6.7b", 6_444_163_072, 6_658_473_984), ("opt-13b", 12_582_912_000, 12_853_473_280), ("opt-30b", 29_400_000_000, 29_974_540_288), ("opt-66b", 65_000_000_000, 65_719_000_000),
    ], 180e9, Edge: -0.15);

    private static readonly SampleFamily Cerebras = new("Cerebras-GPT",
    [
        ("cerebras-gpt-111m", null, 111e6), ("cerebras-gpt-256m", null, 256e6), ("cerebras-gpt-590m", null, 590e6), ("cerebras-gpt-1.3b", null, 1.3e9),
        ("cerebras-gpt-2.7b", null, 2.7e9), ("cerebras-gpt-6.7b", null, 6.7e9), ("cerebras-gpt-13b", null, 13e9),
    ], null, Edge: 0.1);

    private static readonly SampleTask[] Tasks =
    [
        new("addition_2_digits", 5000, 0, 21.4, 0.85, 0.55, TokensPerAnswer: 5, FreeForm: true),
        new("gsm8k", 1319, 0, 23.4, 0.5, 0.6, TokensPerAnswer: 9, FreeForm: true),
        new("lambada_openai", 5153, 0, 20.0, 0.22, 0.9, TokensPerAnswer: 1, FreeForm: true),
        new("arc_easy", 2376, 0.25, 21.2, 0.33, 1.0, TokensPerAnswer: 1, FreeForm: false),
        new("arc_challenge", 1172, 0.25, 22.9, 0.3, 1.2, TokensPerAnswer: 1, FreeForm: false),
        new("piqa", 1838, 0.5, 20.6, 0.3, 0.9, TokensPerAnswer: 1, FreeForm: false),
        new("hellaswag", 10042, 0.25, 21.9, 0.42, 1.1, TokensPerAnswer: 1, FreeForm: false),
        new("winogrande", 1267, 0.5, 22.6, 0.36, 1.0, TokensPerAnswer: 1, FreeForm: false),
        new("sciq", 1000, 0.25, 19.4, 0.35, 0.7, TokensPerAnswer: 1, FreeForm: false),
        new(HostileTask, 250, 0.25, 21.6, 0.6, 1.4, TokensPerAnswer: 2, FreeForm: false),
    ];

    /// <summary>Ten tasks, three families, several metrics, shots and slices, and one of everything that can go wrong.</summary>
    public static Report Build()
    {
        var series = new List<SeriesReport>();
        foreach (SampleTask task in Tasks)
        {
            foreach (int shots in (int[])[0, 5])
            {
                foreach (SampleFamily family in (SampleFamily[])[Pythia, Opt, Cerebras])
                {
                    foreach (SampleMetric metric in SampleMetric.Of(task))
                        series.Add(Series(task, metric, family, shots, checkpointsOf: null));
                }

                foreach (int model in (int[])[4, 7])
                {
                    foreach (SampleMetric metric in SampleMetric.Of(task))
                        series.Add(Series(task, metric, Pythia, shots, checkpointsOf: model));
                }
            }
        }

        return Around(series);
    }

    /// <summary>As many series as asked for, for the page's weight.</summary>
    public static Report Build(int count)
    {
        var series = new List<SeriesReport>(count);
        for (int i = 0; series.Count < count; i++)
        {
            SampleTask task = Tasks[i % (Tasks.Length - 1)];
            task = task with { Name = string.Create(CultureInfo.InvariantCulture, $"{task.Name}_{i:00000}"), Onset = task.Onset + 0.3 * Math.Sin(i) };
            foreach (SampleMetric metric in SampleMetric.Of(task).Take(count - series.Count))
                series.Add(Series(task, metric, i % 2 == 0 ? Pythia : Opt, i % 3, checkpointsOf: i % 5 == 0 && i % 2 == 0 ? 6 : null));
        }

        return Around(series);
    }

    /// <summary>One series of which nothing is known but two values of an unknown metric.</summary>
    public static Report Bare()
    {
        var metric = new Metric { Name = "score", Title = "score", Source = "" };
        var points = Enumerable.Range(0, 2).Select(i => new CurvePoint
        {
            Run = new ModelRun(new ModelCard { Family = "acme", Name = $"acme-{i}", Source = "invented for the tests" }),
            Value = i,
            Origins = [],
        });
        return Around([new SeriesReport
        {
            Id = "bare", Laws = [], DrawnLaws = [],
            Curve = new ScalingCurve { Task = "task", Metric = metric, Family = "acme", Over = CurveOver.Sizes, Points = [.. points] },
        }]);
    }

    private static Report Around(IEnumerable<SeriesReport> series) => new()
    {
        Inputs =
        [
            .. Enumerable.Range(0, 336).Select(i => new InputReport(
                $"pythia/v1/{Pythia.Models[i % 8].Name}/{(i % 3 == 0 ? "five" : "zero")}-shot/step{143000 - 1000 * i / 8}.json", "lm-evaluation-harness 0.3",
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i))), 174, i % 60 == 0 ? 2 : 0)),
            new InputReport("notes.txt", null, null, 0, 1),
        ],
        Rejected =
        [
            .. Enumerable.Range(0, 9).Select(i => new Rejection($"opt/opt-{i}.json", "results.record.f1", "the value 1.31 lies outside the metric's range [0, 1]")),
            new Rejection("notes.txt", null, "the format is not recognised"),
            new Rejection("broken.json", null, "the JSON ends in the middle of a string (line 812)"),
        ],
        UnknownModels =
        [
            new UnknownModel("acme-7b-chat", 174, "- name: acme-7b-chat\n  family: \n  totalParameters: \n  trainingTokens: "),
            new UnknownModel("<img src=x onerror=alert(1)>", 2, "- name: \"<img src=x onerror=alert(1)>\"\n  family: \n  totalParameters: \n  trainingTokens: "),
        ],
        Conflicts =
        [
            new Conflict("opt-6.7b, arc_easy, acc, 0 shots",
                [new ConflictingClaim(0.6561, null, new Origin("opt/opt-6.7b.json", "results.arc_easy.acc")), new ConflictingClaim(0.6422, null, new Origin("opt/rerun/opt-6.7b.json", "results.arc_easy.acc"))]),
        ],
        Notes = ["Cards state non-embedding parameters for Pythia and OPT, total parameters for Cerebras-GPT: their 6ND differ by that.", HostileNote],
        Series = [.. series.OrderByDescending(one => one.LargestRise?.Attention ?? 0)],
    };

    private static SeriesReport Series(SampleTask task, SampleMetric metric, SampleFamily family, int shots, int? checkpointsOf)
    {
        var random = new Random(HashCode(task.Name + family.Name + shots + checkpointsOf));
        CurvePoint[] points = [.. family.Runs(checkpointsOf).Select((run, i) => Point(run, i))];
        var curve = new ScalingCurve
        {
            Task = task.Name,
            Metric = metric.Metric,
            Family = family.Name,
            Shots = shots,
            Over = checkpointsOf is null ? CurveOver.Sizes : CurveOver.Checkpoints,
            Model = checkpointsOf is { } index ? family.Models[index].Name : null,
            Chance = metric.Metric.CountsSuccesses ? task.Chance : null,
            Axis = ScaleAxis.TrainingCompute,
            Points = [.. points],
        };
        (ImmutableArray<FitOutcome> laws, ImmutableArray<DrawnLaw> drawn) = SampleFits.Of(curve);
        double[] values = [.. points.Select(point => point.Value)];
        bool falls = metric.Metric.Orientation == Orientation.LowerIsBetter;
        return new SeriesReport
        {
            Id = string.Join('.', family.Name, task == Tasks[^1] ? "hostile" : task.Name, metric.Metric.Name, $"{shots}-shot", curve.Model ?? "sizes"),
            Curve = curve,
            Chance = curve.Chance is { } chance ? Departure(points, chance) : null,
            Breakthroughness = metric.Metric.CountsSuccesses ? new RiseRatio(3.2) : null,
            Linearity = metric.Metric.CountsSuccesses ? new RiseRatio(0.8) : null,
            LargestRise = Rise(points, metric.Metric),
            Laws = laws,
            BestLaw = laws.OfType<FitOutcome.Converged>().Where(law => law.Aicc is not null).MinBy(law => law.Aicc)?.Law,
            DrawnLaws = drawn,
            Lens = values.Min() < values.Max() ? new LensScale(falls ? values.Max() : values.Min(), falls ? values.Min() : values.Max()) : null,
            Notes = task == Tasks[^1] ? [HostileNote] : [],
        };

        CurvePoint Point(ModelRun run, int rung)
        {
            double skill = Math.Log10(run.Compute!.Operations.Count) + family.Edge + 0.12 * shots + 0.08 * Normal(random);
            double nats = task.Scale * Math.Pow(10, -task.Exponent * (skill - task.Onset));
            nats /= 1 + nats / SaturatedLoss;
            double mean = metric.Mean(task, nats);
            bool counts = metric.Metric.CountsSuccesses;
            double deviation = counts ? Math.Sqrt(Math.Max(mean * (1 - mean), 1e-9) / task.Items) : 0.012 * Math.Abs(mean);
            double value = counts ? Math.Clamp(Math.Round((mean + deviation * Normal(random)) * task.Items), 0, task.Items) / task.Items : mean + deviation * Normal(random);
            return new CurvePoint
            {
                Run = run,
                Value = value,
                StandardError = counts && value is 0 or 1 ? null : deviation,
                Samples = task.Items,
                SampleSource = counts ? SampleSource.FromStandardError : SampleSource.FromOtherModels,
                Interval = counts ? Wilson(value, task.Items) : new ConfidenceInterval(value - 1.96 * deviation, value + 1.96 * deviation),
                Conflicting = family == Opt && task.Name == "arc_easy" && shots == 0 && rung == 4,
                Origins = [new Origin($"{family.Name.ToLowerInvariant()}/{run.Card.Name}/{(shots == 0 ? "zero" : "five")}-shot.json", $"results.{task.Name}.{metric.Metric.Name}")],
            };
        }
    }

    private static ChanceDeparture Departure(CurvePoint[] points, double chance)
    {
        double level = 0.05 / points.Length;
        RungChanceTest?[] tests =
        [
            .. points.Select(point =>
            {
                double z = (point.Value - chance) / Math.Sqrt(Math.Max(chance * (1 - chance), 1.0 / point.Samples!.Value) / point.Samples.Value);
                double p = Math.Clamp(0.5 * Math.Exp(-0.717 * z - 0.416 * z * z), 1e-250, 1);
                return new RungChanceTest(z < 0 ? 1 - p / 2 : p, point.Samples.Value, p < level || point.Value <= chance ? null : 40 * point.Samples.Value, point.Interval!.Value.Upper);
            }),
        ];
        int first = Array.FindIndex(tests, test => test!.PValue < level);
        return new ChanceDeparture([.. tests], first < 0 ? null : first, level);
    }

    private static LargestRise Rise(CurvePoint[] points, Metric metric)
    {
        int sign = metric.Orientation == Orientation.LowerIsBetter ? -1 : 1;
        int to = Enumerable.Range(1, points.Length - 1).MaxBy(i => sign * (points[i].Value - points[i - 1].Value));
        double change = points[to].Value - points[to - 1].Value;
        double? error = points[to].StandardError is { } later && points[to - 1].StandardError is { } earlier ? Math.Sqrt(later * later + earlier * earlier) : null;
        double range = metric is { Minimum: { } low, Maximum: { } high } ? high - low : points.Max(point => point.Value) - points.Min(point => point.Value);
        return new LargestRise(to - 1, to, change, error, error is null ? 0 : Math.Max(0, Math.Abs(change) - 1.96 * error.Value) / range);
    }

    private static ConfidenceInterval Wilson(double rate, long n)
    {
        double z2 = 1.96 * 1.96 / n;
        double middle = (rate + z2 / 2) / (1 + z2);
        double half = Math.Sqrt(rate * (1 - rate) * z2 + z2 * z2 / 4) / (1 + z2);
        return new ConfidenceInterval(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // string.GetHashCode differs from run to run.
    private static int HashCode(string text) => unchecked(text.Aggregate(17, (hash, letter) => hash * 31 + letter));
}
