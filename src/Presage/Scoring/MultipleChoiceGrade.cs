namespace Presage.Scoring;

/// <summary>The target score of the choice to which the model gives the highest probability.</summary>
/// <remarks>
/// BIG-bench's <c>multiple_choice_grade</c> (Srivastava et al. 2022): summed log-probabilities, not divided by length. Equals accuracy where one
/// choice scores 1 and the rest 0. A threshold: discontinuous (Schaeffer et al. 2023). Of equal log-probabilities the first counts.
/// </remarks>
public static class MultipleChoiceGrade
{
    /// <summary>The grade of one item.</summary>
    /// <param name="logProbabilities">Shape [choices]; nats, summed over the choice's tokens.</param>
    /// <param name="targetScores">Shape [choices]; the task's score of each choice, mostly 0 or 1.</param>
    /// <returns>One of the target scores; larger is better.</returns>
    /// <exception cref="ArgumentException">Shapes differ, there are no choices, or a number is NaN.</exception>
    public static double Score(ReadOnlySpan<double> logProbabilities, ReadOnlySpan<double> targetScores)
    {
        if (targetScores.Length != logProbabilities.Length)
            throw new ArgumentException($"There are {logProbabilities.Length} choices and {targetScores.Length} target scores.", nameof(targetScores));
        double score = targetScores[Choices.Highest(logProbabilities, nameof(logProbabilities))];
        return double.IsNaN(score) ? throw new ArgumentException("A target score is not a number.", nameof(targetScores)) : score;
    }

    /// <summary>Whether the model takes the right choice, where one is right.</summary>
    /// <param name="logProbabilities">Shape [choices]; nats, summed over the choice's tokens.</param>
    /// <param name="correct">Zero-based index of the right choice.</param>
    /// <exception cref="ArgumentException">There are no choices, or a number is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such choice.</exception>
    public static bool IsCorrect(ReadOnlySpan<double> logProbabilities, int correct)
    {
        Choices.CheckCorrect(correct, logProbabilities.Length);
        return Choices.Highest(logProbabilities, nameof(logProbabilities)) == correct;
    }
}
