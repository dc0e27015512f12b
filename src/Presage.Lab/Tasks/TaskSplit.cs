using System.Collections.Immutable;
using Presage.Lab.Training;

namespace Presage.Lab.Tasks;

/// <summary>A task's problems, parted into those that test and those that train.</summary>
/// <remarks>
/// Test problems are uniform, and no two are the same. Training never sees one; of swapped operands, <see cref="Swapped"/> decides.
/// </remarks>
public sealed class TaskSplit
{
    // A task of which training draws almost nothing but test problems is refused rather than waited for.
    private const int MostDraws = 100_000;

    private readonly HashSet<long> _heldOut = [];

    /// <summary>Parts a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="testProblems">At least 1, at most half of <see cref="LabTask.Problems"/>; null for <see cref="LabTask.TestProblems"/>.</param>
    /// <param name="seed">Of the test problems. Models that are to be compared need the same.</param>
    /// <param name="swapped">Whether a problem with its operands swapped is the same problem.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many problems.</exception>
    public TaskSplit(LabTask task, int? testProblems = null, long seed = 0, SwappedOperands swapped = SwappedOperands.HeldOut)
    {
        ArgumentNullException.ThrowIfNull(task);
        int count = testProblems ?? task.TestProblems;
        if (count < 1 || count > task.Problems / 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(testProblems), count, $"'{task.Name}' has {task.Problems} problems; 1 to {task.Problems / 2} of them can be the test.");
        }

        (Task, Seed, Swapped) = (task, seed, swapped);
        var random = new RandomStream(seed, RandomPurpose.TestProblems, 0);
        ImmutableArray<long>.Builder test = ImmutableArray.CreateBuilder<long>(count);
        while (test.Count < count)
        {
            long problem = task.DrawUniformly(ref random);
            if (_heldOut.Add(Canonical(problem)))
                test.Add(problem);
        }

        Test = test.MoveToImmutable();
    }

    /// <summary>The task.</summary>
    public LabTask Task { get; }

    /// <summary>Of the test problems.</summary>
    public long Seed { get; }

    /// <summary>Whether a problem with its operands swapped is the same problem.</summary>
    public SwappedOperands Swapped { get; }

    /// <summary>The test problems' numbers.</summary>
    public ImmutableArray<long> Test { get; }

    /// <summary>The first test problem with its answer: <c>012+345=0357</c>.</summary>
    public string Example => Task.Prompt(Test[0]) + Task.Answer(Test[0]);

    /// <summary>Whether a problem, or one that gives it away, is in the test.</summary>
    public bool IsHeldOut(long problem) => _heldOut.Contains(Canonical(problem));

    /// <summary>Draws a problem to train on.</summary>
    /// <exception cref="ArgumentException">Training draws nothing but test problems.</exception>
    internal long DrawForTraining(ref RandomStream random)
    {
        for (int i = 0; i < MostDraws; i++)
        {
            long problem = Task.DrawForTraining(ref random);
            if (!IsHeldOut(problem))
                return problem;
        }

        throw new ArgumentException($"The test of '{Task.Name}' leaves too few problems to train on; make it smaller.");
    }

    private long Canonical(long problem) => Swapped == SwappedOperands.HeldOut ? Task.Canonical(problem) : problem;
}
