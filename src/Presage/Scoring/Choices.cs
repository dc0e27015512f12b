using System.Globalization;

namespace Presage.Scoring;

/// <summary>The choice that a model takes.</summary>
internal static class Choices
{
    /// <summary>The index of the highest score; of equal ones the first, as in NumPy's <c>argmax</c>.</summary>
    public static int Highest(ReadOnlySpan<double> scores, string parameter)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i]))
                throw new ArgumentException($"The score of choice {i} is not a number.", parameter);
            if (best < 0 || scores[i] > scores[best])
                best = i;
        }

        return best >= 0 ? best : throw new ArgumentException("There are no choices.", parameter);
    }

    /// <summary>Refuses an index outside the choices.</summary>
    public static void CheckCorrect(int correct, int choices)
    {
        if ((uint)correct >= (uint)choices)
            throw new ArgumentOutOfRangeException(nameof(correct), correct, string.Create(CultureInfo.InvariantCulture, $"There are {choices} choices."));
    }

    /// <summary>Whether the highest log-probability per unit of length is the right choice's.</summary>
    public static bool IsHighestPerLength(ReadOnlySpan<double> logProbabilities, ReadOnlySpan<int> lengths, int correct)
    {
        CheckCorrect(correct, logProbabilities.Length);
        if (lengths.Length != logProbabilities.Length)
            throw new ArgumentException($"There are {logProbabilities.Length} choices and {lengths.Length} lengths.", nameof(lengths));
        int best = -1;
        double highest = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < 1)
                throw new ArgumentException($"Choice {i} has no length.", nameof(lengths));
            double score = logProbabilities[i] / lengths[i];
            if (double.IsNaN(score))
                throw new ArgumentException($"The score of choice {i} is not a number.", nameof(logProbabilities));
            if (best < 0 || score > highest)
                (best, highest) = (i, score);
        }

        return best == correct;
    }
}
