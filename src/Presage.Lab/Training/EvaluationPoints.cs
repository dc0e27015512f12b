using System.Collections.Immutable;

namespace Presage.Lab.Training;

/// <summary>When a model is tested while it trains. The trained model is the same with and without.</summary>
/// <remarks>Compares <see cref="Steps"/> by reference.</remarks>
public sealed record EvaluationPoints
{
    /// <summary>The most points of a run.</summary>
    public const int Most = 1000;

    /// <summary>After so many steps; ascending, from 1 to the run's steps, 1 to <see cref="Most"/> of them.</summary>
    public required ImmutableArray<int> Steps { get; init; }

    /// <summary>Answers the first so many problems of the test, at least 1; null for all.</summary>
    public int? Problems { get; init; }

    /// <summary>Whether answers are kept, not only what they come to: then each point is a checkpoint in the store of outcomes.</summary>
    public bool KeepAnswers { get; init; }

    /// <summary>Points at equal distances, the last after the last step.</summary>
    /// <param name="steps">Of the run, at least 1.</param>
    /// <param name="points">At least 1; at most one per step is made.</param>
    /// <param name="problems">See <see cref="Problems"/>.</param>
    public static EvaluationPoints Evenly(int steps, int points, int? problems)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        return new EvaluationPoints
        {
            Steps = [.. Enumerable.Range(1, points).Select(i => (int)Math.Round((double)steps * i / points)).Where(step => step > 0).Distinct()],
            Problems = problems,
        };
    }

    internal void Check(int steps)
    {
        if (Steps.IsDefaultOrEmpty || Steps.Length > Most)
            throw new ArgumentException($"A model is tested 1 to {Most} times while it trains.");
        for (int i = 0; i < Steps.Length; i++)
        {
            if (Steps[i] < 1 || Steps[i] > steps || (i > 0 && Steps[i] <= Steps[i - 1]))
                throw new ArgumentException($"A model is tested at step {Steps[i]}; these steps must ascend from 1 to the {steps} there are.");
        }

        if (Problems < 1)
            throw new ArgumentException($"A model is tested on {Problems} problems while it trains; there must be 1 or more.");
    }
}
