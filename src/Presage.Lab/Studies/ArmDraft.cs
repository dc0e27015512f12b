using System.Collections.Immutable;
using System.Globalization;
using Presage.Lab.Ladders;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Studies;

/// <summary>An arm of a description, read but for its steps, which may depend on another arm.</summary>
internal sealed class ArmDraft
{
    /// <summary>The keys that an arm may have; those but <c>name</c> may stand above the arms too.</summary>
    public static readonly ImmutableArray<string> Keys =
    [
        "name", .. TaskDescription.Keys, "testProblems", "testSeed", "swapped",
        "widths", "layers", "heads", "experts", "activeExperts", "tiedHead", "rungs", "steps", "tokens", "matchCompute", "seeds",
        "batch", "learningRate", "decay", "warmUp", "weightDecay", "beta1", "beta2", "clip",
        "checkpoints", "evaluations", "evaluationProblems",
    ];

    /// <summary>The most seeds per size.</summary>
    public const int MostSeeds = 1000;

    // With its gradient and the optimiser's means 800 MB.
    private const double LargestModel = 5e7;

    private const int LargestTest = 100_000, LongestName = 80;

    private static readonly string[] RungKeys = ["width", "layers", "heads", "experts", "activeExperts", "tiedHead", "steps"];

    private readonly StudySection _section;
    private readonly TaskSplit _split;
    private readonly ImmutableArray<(string Key, string Value)> _keys;
    private readonly ImmutableArray<(ModelSettings Model, int? Steps)> _sizes;
    private readonly ImmutableArray<long> _seeds;

    public ArmDraft(StudySection section)
    {
        _section = section;
        (LabTask task, ImmutableArray<(string, string)> keys) = TaskDescription.Read(section);
        _split = Split(task);
        _keys =
        [
            .. keys,
            ("testProblems", _split.Test.Length.ToString(CultureInfo.InvariantCulture)),
            ("testSeed", _split.Seed.ToString(CultureInfo.InvariantCulture)),
            .. task is TwoOperandTask
                ? [("swapped", _split.Swapped == SwappedOperands.HeldOut ? "held-out" : "independent")]
                : Array.Empty<(string, string)>(),
        ];
        Name = section.Text("name") ?? task.Name;
        bool isPlain = char.IsAsciiLetterOrDigit(Name[0]) && Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (!isPlain || Name.Length > LongestName)
        {
            throw section.Mistake(
                "name", $"is '{Name}'; it must begin with a letter or digit, go on with these, '-', '_' or '.', and have at most {LongestName} signs");
        }

        _sizes = section.OneOf("widths", "rungs") switch
        {
            "rungs" => Rungs(),
            "widths" => Grid(),
            _ => throw section.Mistake("'widths' is missing: the sizes of the models, such as [4, 8, 16]"),
        };
        _seeds = Seeds();
        if ((long)_sizes.Length * _seeds.Length > LadderSettings.MostRuns)
            throw section.Mistake("seeds", $"times sizes makes {_sizes.Length * _seeds.Length} models; the most is {LadderSettings.MostRuns}");
    }

    public string Name { get; }

    /// <summary>The arm whose compute this one has; null where it has steps of its own.</summary>
    public string? Matched => StepsKey() == "matchCompute" ? _section.Text("matchCompute") : null;

    /// <summary>A mistake of the arm's.</summary>
    public StudyFileException Mistake(string key, string cause) => _section.Mistake(key, cause);

    /// <summary>The arm.</summary>
    /// <param name="matched">The arm whose compute it has, where <see cref="Matched"/> names one.</param>
    public StudyArm Resolve(StudyArm? matched)
    {
        int[] steps = Steps(matched);
        TrainingSettings usual = new()
        {
            Model = _sizes[0].Model,
            Steps = 1,
            Seed = 1,
            Batch = Batch,
            LearningRate = _section.Number("learningRate", 0, 1e9, "above 0"),
            Decay = _section.Word("decay", "cosine", "constant") == "constant" ? LearningRateDecay.Constant : LearningRateDecay.Cosine,
        };
        usual = usual with
        {
            WeightDecay = _section.Number("weightDecay", -double.Epsilon, 1e9, "of at least 0") ?? usual.WeightDecay,
            Beta1 = _section.Number("beta1", -double.Epsilon, 1, "from 0 to below 1") ?? usual.Beta1,
            Beta2 = _section.Number("beta2", -double.Epsilon, 1, "from 0 to below 1") ?? usual.Beta2,
            Clip = _section.Number("clip", 0, double.PositiveInfinity, "above 0") ?? usual.Clip,
        };
        var runs = ImmutableArray.CreateBuilder<TrainingSettings>();
        for (int i = 0; i < steps.Length; i++)
        {
            EvaluationPoints? evaluations = Evaluations(steps[i]);
            int? warmUp = (int?)_section.Whole("warmUp", 0, steps[i]);
            foreach (long seed in _seeds)
                runs.Add(usual with { Model = _sizes[i].Model, Steps = steps[i], Seed = seed, WarmUp = warmUp, Evaluations = evaluations });
        }

        var ladder = new LadderSettings { Name = Name, Split = _split, Runs = runs.ToImmutable() };
        try
        {
            ladder.Check();
        }
        catch (ArgumentException exception)
        {
            throw _section.Mistake(_section.OneOf("widths", "rungs")!, $"cannot be trained: {exception.Message}");
        }

        return new StudyArm(Name, ladder, _keys);
    }

    private int Batch => (int)(_section.Whole("batch", 1, TrainingSettings.LargestBatch) ?? 128);

    private TaskSplit Split(LabTask task)
    {
        int most = (int)Math.Min(LargestTest, task.Problems / 2);
        SwappedOperands swapped = _section.Word("swapped", "held-out", "independent") == "held-out" ? SwappedOperands.HeldOut : SwappedOperands.Independent;
        if (_section.Has("swapped") && task is not TwoOperandTask)
            throw _section.Mistake("swapped", "is about two operands, which this task does not have");
        int? problems = (int?)_section.Whole("testProblems", 1, Math.Max(1, most));
        try
        {
            return new TaskSplit(task, problems, _section.Whole("testSeed", long.MinValue / 2, long.MaxValue / 2) ?? 0, swapped);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw _section.Mistake("task", $"has only {task.Problems} problems, too few for a test and for training");
        }
    }

    private ImmutableArray<(ModelSettings, int?)> Grid() =>
    [
        .. from width in _section.Wholes("widths", 1, ModelSettings.LargestWidth)
           from layers in _section.Has("layers") ? _section.Wholes("layers", 1, ModelSettings.MostLayers) : [2L]
           select (Model("widths", _section, (int)width, (int)layers), (int?)null),
    ];

    private ImmutableArray<(ModelSettings, int?)> Rungs()
    {
        IReadOnlyList<StudySection> rungs = _section.Sections("rungs", inherit: true)!;
        if (rungs.Count == 0)
            throw _section.Mistake("rungs", "lists no size");
        var sizes = ImmutableArray.CreateBuilder<(ModelSettings, int?)>();
        foreach (StudySection rung in rungs)
        {
            rung.AllowOnly(RungKeys);
            int width = (int)(rung.Whole("width", 1, ModelSettings.LargestWidth) ?? throw rung.Mistake("'width' is missing"));
            int? steps = rung.HasOwn("steps") ? (int?)rung.Whole("steps", 1, TrainingSettings.MostSteps) : null;
            sizes.Add((Model("width", rung, width, (int)(rung.Whole("layers", 1, ModelSettings.MostLayers) ?? 2)), steps));
        }

        if (sizes.Select(size => size.Item2 is null).Distinct().Count() > 1)
            throw _section.Mistake("rungs", "gives steps for some sizes and not for others");
        return sizes.ToImmutable();
    }

    private static ModelSettings Model(string key, StudySection section, int width, int layers)
    {
        ModelSettings model = ModelSettings.OfWidth(width, layers);
        int heads = (int?)section.Whole("heads", 1, ModelSettings.LargestWidth) ?? model.Heads;
        if (width % heads != 0)
            throw section.Mistake("heads", $"cannot be: {heads} heads do not divide a width of {width}");
        int experts = (int)(section.Whole("experts", 1, ModelSettings.MostExperts) ?? 1);
        model = model with
        {
            Heads = heads,
            Experts = experts,
            ActiveExperts = (int)(section.Whole("activeExperts", 1, experts) ?? 1),
            TiedHead = section.Truth("tiedHead"),
        };
        return model.TotalNonEmbeddingParameters.Count <= LargestModel
            ? model
            : throw section.Mistake(key, string.Create(
                CultureInfo.InvariantCulture,
                $"makes a model of {model.TotalNonEmbeddingParameters.Count:N0} parameters; the most is {LargestModel:N0}"));
    }

    private ImmutableArray<long> Seeds()
    {
        if (!_section.IsList("seeds"))
            return [.. Enumerable.Range(1, (int)(_section.Whole("seeds", 1, MostSeeds) ?? 3)).Select(seed => (long)seed)];
        ImmutableArray<long> seeds = [.. _section.Wholes("seeds", long.MinValue / 2, long.MaxValue / 2)];
        return seeds.Length > MostSeeds ? throw _section.Mistake("seeds", $"lists {seeds.Length} seeds; the most is {MostSeeds}")
            : seeds.Distinct().Count() < seeds.Length ? throw _section.Mistake("seeds", "lists one seed twice")
            : seeds;
    }

    private string? StepsKey() => _sizes[0].Steps is not null ? "rungs" : _section.OneOf("steps", "tokens", "matchCompute");

    private int[] Steps(StudyArm? matched) => StepsKey() switch
    {
        "rungs" => [.. _sizes.Select(size => size.Steps!.Value)],
        "steps" when _section.Texts("steps") is ["ladder"] => Ladder(),
        "steps" => [.. PerSize("steps").Select(text => (int)_section.WholeOf("steps", text, 1, TrainingSettings.MostSteps))],
        "tokens" => [.. PerSize("tokens").Select((text, i) => StepsOf("tokens", TokensOf(text, i) / TokensPerStep))],
        "matchCompute" => Matching(matched!),
        _ when _section.Has("checkpoints") => [.. _sizes.Select(_ => (int)_section.Wholes("checkpoints", 1, TrainingSettings.MostSteps)[^1])],
        _ => Ladder(),
    };

    private int[] Ladder() => [.. _sizes.Select(size => StepsOfTheLadders.At(_split.Task, size.Model.Width))];

    private double TokensPerStep => (double)Batch * (_split.Task.PromptLength + _split.Task.AnswerLength - 1);

    // 20 N is twenty tokens per (active, non-embedding) parameter.
    private double TokensOf(string text, int size)
    {
        string number = text.EndsWith('N') ? text[..^1].Trim() : text;
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double tokens) || !(tokens > 0) || !double.IsFinite(tokens))
            throw _section.Mistake("tokens", $"is '{text}'; it must be a number of tokens, or such a rule as '20 N', twenty for each parameter");
        return text.EndsWith('N') ? tokens * OneStep(size).Count / (6 * TokensPerStep) : tokens;
    }

    private int[] Matching(StudyArm matched)
    {
        TrainingSettings[] sizes = [.. matched.Ladder.Runs.DistinctBy(run => (run.Model, run.Steps))];
        if (sizes.Length != _sizes.Length)
            throw _section.Mistake("matchCompute", $"needs as many sizes as '{matched.Name}', which has {sizes.Length}; this arm has {_sizes.Length}");
        return
        [
            .. sizes.Select((other, i) => StepsOf(
                "matchCompute", TrainedModel.ComputeOf(matched.Ladder.Split.Task, other).Count / OneStep(i).Count)),
        ];
    }

    private Units.Flops OneStep(int size) => TrainedModel.ComputeOf(
        _split.Task, new TrainingSettings { Model = _sizes[size].Model, Steps = 1, Seed = 1, Batch = Batch });

    private int StepsOf(string key, double steps) => Math.Round(steps) is >= 1 and <= TrainingSettings.MostSteps and var whole
        ? (int)whole
        : throw _section.Mistake(key, string.Create(CultureInfo.InvariantCulture, $"makes {steps:G3} steps; there must be 1 to {TrainingSettings.MostSteps:N0}"));

    private IReadOnlyList<string> PerSize(string key)
    {
        IReadOnlyList<string> texts = _section.Texts(key);
        if (!_section.IsList(key))
            return [.. _sizes.Select(_ => texts[0])];
        return texts.Count == _sizes.Length ? texts : throw _section.Mistake(key, $"lists {texts.Count} numbers for {_sizes.Length} sizes");
    }

    private EvaluationPoints? Evaluations(int steps)
    {
        if (_section.OneOf("checkpoints", "evaluations") == "checkpoints")
        {
            int[] points = [.. _section.Wholes("checkpoints", 1, steps).Select(point => (int)point)];
            if (points.Length > EvaluationPoints.Most || points.Zip(points.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw _section.Mistake("checkpoints", $"must ascend, and be no more than {EvaluationPoints.Most}");
            return new EvaluationPoints { Steps = [.. points], KeepAnswers = true };
        }

        int count = (int)(_section.Whole("evaluations", 0, EvaluationPoints.Most) ?? 10);
        int problems = (int)(_section.Whole("evaluationProblems", 1, LargestTest) ?? 200);
        return count == 0 ? null : EvaluationPoints.Evenly(steps, count, Math.Min(problems, _split.Test.Length));
    }
}
