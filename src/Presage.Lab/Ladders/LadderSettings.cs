using System.Collections.Immutable;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Ladders;

/// <summary>A ladder: one split of one task, and the models to be trained on it.</summary>
/// <remarks>Compares <see cref="Runs"/> by reference.</remarks>
public sealed record LadderSettings
{
    /// <summary>The most models.</summary>
    public const int MostRuns = 10_000;

    /// <summary>Widths and steps of the ladder of addition.</summary>
    internal static readonly ImmutableArray<(int Width, int Steps)> AdditionRungs =
        [(4, 60), (8, 100), (12, 130), (16, 160), (20, 180), (24, 200), (28, 220), (32, 240), (40, 280), (48, 320), (64, 420), (96, 640)];

    /// <summary>Widths and steps of the ladder of multiplication.</summary>
    internal static readonly ImmutableArray<(int Width, int Steps)> MultiplicationRungs =
        [(4, 60), (8, 120), (16, 250), (24, 360), (32, 500), (48, 700), (64, 1000), (96, 1500)];

    /// <summary>The ladder's name in the names of its models, and of their family; null for the task's.</summary>
    public string? Name { get; init; }

    /// <summary>What all models are trained and tested on.</summary>
    public required TaskSplit Split { get; init; }

    /// <summary>The models, 1 to <see cref="MostRuns"/>, no two the same.</summary>
    public required ImmutableArray<TrainingSettings> Runs { get; init; }

    /// <summary>Addition of three digits: twelve sizes from d = 4 in 60 steps to d = 96 in 640.</summary>
    /// <param name="seeds">Models per size, 1 to 100; their seeds are 1, 2, ...</param>
    /// <param name="draw">How training draws operands.</param>
    /// <param name="firstSeed">Seed of the first model of each size.</param>
    public static LadderSettings Addition(int seeds, OperandDraw draw = OperandDraw.UniformLength, long firstSeed = 1) => Of(
        new TaskSplit(new Addition(3, draw)),
        seeds,
        firstSeed,
        AdditionRungs);

    /// <summary>Multiplication of two digits by two: eight sizes from d = 4 in 60 steps to d = 96 in 1,500.</summary>
    /// <param name="seeds">Models per size, 1 to 100; their seeds are 1, 2, ...</param>
    /// <param name="firstSeed">Seed of the first model of each size.</param>
    /// <param name="swapped">
    /// Where swapped operands are other problems, the test is 2,000 of the 10,000, and large models do better: they have seen most of it swapped.
    /// </param>
    public static LadderSettings Multiplication(int seeds, long firstSeed = 1, SwappedOperands swapped = SwappedOperands.HeldOut) => Of(
        new TaskSplit(new Multiplication(2, 2), swapped == SwappedOperands.HeldOut ? null : 2000, swapped: swapped),
        seeds,
        firstSeed,
        MultiplicationRungs);

    /// <summary>Refuses ladders that cannot be trained.</summary>
    /// <exception cref="ArgumentException">A member is outside its range.</exception>
    public void Check()
    {
        ArgumentNullException.ThrowIfNull(Split);
        if (Runs.IsDefaultOrEmpty || Runs.Length > MostRuns)
            throw new ArgumentException($"A ladder has 1 to {MostRuns} models.");
        foreach (TrainingSettings run in Runs)
            run.Check();
        if (Runs.GroupBy(RungFile.NameOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new ArgumentException($"Two models of the ladder are '{same.Key}'.");
    }

    private static LadderSettings Of(TaskSplit split, int seeds, long firstSeed, ImmutableArray<(int Width, int Steps)> rungs)
    {
        if (seeds is < 1 or > 100)
            throw new ArgumentOutOfRangeException(nameof(seeds), seeds, "There are 1 to 100 seeds.");
        return new LadderSettings
        {
            Split = split,
            Runs =
            [
                .. from rung in rungs
                   from seed in Enumerable.Range(0, seeds)
                   select new TrainingSettings { Model = ModelSettings.OfWidth(rung.Width), Steps = rung.Steps, Seed = firstSeed + seed },
            ],
        };
    }
}
