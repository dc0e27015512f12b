namespace Presage.Scoring;

/// <summary>Squared distance between forecast probabilities and what is so, in its three forms, which differ by factors.</summary>
/// <remarks>Brier 1950 ("Verification of forecasts expressed in terms of probability"). Which form it is must be said with every value.</remarks>
public static class BrierScore
{
    /// <summary>Summed over the choices: Brier's own form, and lm-evaluation-harness's <c>brier_score</c>.</summary>
    /// <param name="probabilities">Shape [choices]; each in [0, 1], summing to 1 within 1e-6.</param>
    /// <param name="correct">Zero-based index of the right choice.</param>
    /// <returns>In [0, 2]; smaller is better; 1 - 1/choices for equal probabilities. With two choices, twice <see cref="OfEvent"/>.</returns>
    /// <exception cref="ArgumentException">A probability is outside [0, 1], or they do not sum to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such choice.</exception>
    public static double SummedOverChoices(ReadOnlySpan<double> probabilities, int correct)
    {
        Choices.CheckCorrect(correct, probabilities.Length);
        double total = 0, squares = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            CheckProbability(probabilities[i]);
            total += probabilities[i];
            double distance = probabilities[i] - (i == correct ? 1 : 0);
            squares += distance * distance;
        }

        return Math.Abs(total - 1) <= 1e-6 ? squares : throw new ArgumentException("The probabilities do not sum to 1.", nameof(probabilities));
    }

    /// <summary>Averaged over the choices: BIG-bench's <c>calibration_multiple_choice_brier_score</c>.</summary>
    /// <param name="probabilities">Shape [choices]; each in [0, 1], summing to 1 within 1e-6.</param>
    /// <param name="correct">Zero-based index of the right choice.</param>
    /// <returns>In [0, 1]; smaller is better; (1 - 1/choices)/choices for equal probabilities.</returns>
    /// <exception cref="ArgumentException">A probability is outside [0, 1], or they do not sum to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such choice.</exception>
    public static double AveragedOverChoices(ReadOnlySpan<double> probabilities, int correct) =>
        SummedOverChoices(probabilities, correct) / probabilities.Length;

    /// <summary>Of one event that happened or did not: (p - outcome)^2, scikit-learn's <c>brier_score_loss</c>.</summary>
    /// <param name="probability">Forecast of the event, in [0, 1].</param>
    /// <param name="happened">Whether it happened.</param>
    /// <returns>In [0, 1]; smaller is better; 1/4 for a forecast of 1/2.</returns>
    /// <exception cref="ArgumentException">The probability is outside [0, 1].</exception>
    public static double OfEvent(double probability, bool happened)
    {
        CheckProbability(probability);
        double distance = probability - (happened ? 1 : 0);
        return distance * distance;
    }

    /// <summary>Refuses what is not a probability.</summary>
    internal static void CheckProbability(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{probability} is not a probability."), nameof(probability));
    }
}
