using System.Collections.Immutable;
using Presage.Lab.Tasks;
using Presage.Scoring;
using Presage.Units;

namespace Presage.Lab.Answers;

/// <summary>What answers come to.</summary>
/// <param name="Problems">Problems answered, at least 1.</param>
/// <param name="CrossEntropy">Mean per token of the right answers; nats.</param>
/// <param name="ExactMatch">Share of problems answered exactly, 0 to 1.</param>
/// <param name="EditDistance">Mean edit distance between answer and right answer; tokens, which are characters.</param>
/// <param name="PositionAccuracy">
/// Shape [characters of an answer]; share of problems whose token there is correct after the right ones before it.
/// </param>
/// <remarks>Compares the array by reference.</remarks>
public sealed record AnswerScores(int Problems, Nats CrossEntropy, double ExactMatch, double EditDistance, ImmutableArray<double> PositionAccuracy)
{
    /// <summary>Scores answers.</summary>
    /// <param name="task">What they answer.</param>
    /// <param name="answers">At least one.</param>
    public static AnswerScores Of(LabTask task, ImmutableArray<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new AnswerScores(
            answers.Length,
            Nats.From(-answers.Average(answer => answer.TargetLogProbabilities.Average())),
            answers.Average(answer => answer.PositionCorrect.All(correct => correct) ? 1.0 : 0.0),
            answers.Average(answer => (double)StringEditDistance.Count(answer.Response, task.Answer(answer.Problem))),
            [.. Enumerable.Range(0, task.AnswerLength).Select(position => answers.Average(answer => answer.PositionCorrect[position] ? 1.0 : 0.0))]);
    }
}
