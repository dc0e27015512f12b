namespace Presage.Forecasts;

/// <summary>How candidates are combined: by a weighted mean of their predictions, each first moved by a share of its miss at the origin.</summary>
/// <param name="Weights">Shape [candidates]; above 0; persistence first; not normalised, for not every candidate has a prediction for every target.</param>
/// <param name="CarryOver">Shape [candidates]; in [0, 1].</param>
internal sealed record CombinationWeights(double[] Weights, double[] CarryOver)
{
    /// <summary>The weights of the candidates that have a prediction: they sum to 1, and persistence has at least its least weight.</summary>
    public double[] For(CandidateValues said)
    {
        double[] weights = new double[Weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = double.IsNaN(said.Values[i]) ? 0 : Weights[i];
            sum += weights[i];
        }

        double persistence = Math.Max(weights[0] / sum, CandidateScores.LeastPersistence);
        double others = sum - weights[0];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = i == 0 ? (others > 0 ? persistence : 1) : weights[i] / others * (1 - persistence);
        if (!(others > 0))
            Array.Clear(weights, 1, weights.Length - 1);
        return weights;
    }

    /// <summary>The combined prediction.</summary>
    public CombinedPrediction Combine(CandidateValues said)
    {
        double[] weights = For(said);
        double centre = 0, squares = 0;
        for (int i = 0; i < weights.Length; i++)
            if (weights[i] > 0)
                centre += weights[i] * said.At(i, CarryOver[i]);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                double distance = said.At(i, CarryOver[i]) - centre;
                squares += weights[i] * distance * distance;
            }
        }

        return new CombinedPrediction(centre, Math.Sqrt(squares));
    }
}
