namespace Presage.Scoring;

/// <summary>Whether the right choice has the highest log-probability per character.</summary>
/// <remarks>lm-evaluation-harness's <c>acc_norm</c>: lengths are in Unicode code points of the choice, without the space before it.</remarks>
public static class CharacterNormalizedAccuracy
{
    /// <summary>Whether the model takes the right choice.</summary>
    /// <param name="logProbabilities">Shape [choices]; nats, summed over the choice's tokens.</param>
    /// <param name="characters">Shape [choices]; characters of each choice, at least 1.</param>
    /// <param name="correct">Zero-based index of the right choice.</param>
    /// <returns>Of equal scores the first counts as taken.</returns>
    /// <exception cref="ArgumentException">Shapes differ, a length is below 1, or a number is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such choice.</exception>
    public static bool IsCorrect(ReadOnlySpan<double> logProbabilities, ReadOnlySpan<int> characters, int correct) =>
        Choices.IsHighestPerLength(logProbabilities, characters, correct);
}
