namespace Presage.Emergence;

/// <summary>Which break tests are so near a limit that more draws could change what is decided.</summary>
internal static class UnsettledDecisions
{
    /// <summary>Standard errors between a p-value and a limit that settle the decision.</summary>
    private const double Far = 4;

    /// <summary>The abilities whose break is not yet decided, at the level for one ability or at the limit of Benjamini and Hochberg.</summary>
    /// <param name="evidence">Shape [abilities].</param>
    /// <param name="options">Levels.</param>
    /// <returns>Indices, ascending.</returns>
    public static int[] Of(EmergenceEvidence[] evidence, VerdictOptions options)
    {
        double limit = Limit([.. evidence.Select(one => one.CandidatePValue(options)).OfType<double>().Order()], options.FalseDiscoveryRate);
        return [.. Enumerable.Range(0, evidence.Length).Where(i => IsOpen(evidence[i], options.BreakLevel) || (IsCandidate(evidence[i], options) && IsOpen(evidence[i], limit)))];
    }

    // p-values at or below it survive; where none do, the one that the smallest p-value would have to meet.
    private static double Limit(double[] ascending, double rate)
    {
        int survive = 0;
        for (int i = 0; i < ascending.Length; i++)
        {
            if (ascending[i] * ascending.Length <= rate * (i + 1))
                survive = i + 1;
        }

        // One more candidate just above the line would move it by one rank: decisions within that step count as near.
        return rate * Math.Max(survive, 1) / Math.Max(ascending.Length, 1);
    }

    private static bool IsCandidate(EmergenceEvidence evidence, VerdictOptions options) => evidence.CandidatePValue(options) <= options.BreakLevel;

    // The links that could still change the decision: those at or near the limit, if no other link is far above it.
    private static bool IsOpen(EmergenceEvidence evidence, double limit)
    {
        if (evidence.BreakTests.IsEmpty || evidence.TrendSign <= 0)
            return false;
        bool near = false;
        foreach (LinkTest test in evidence.BreakTests)
        {
            if (test.Draws == 0)
                return false;
            double error = Math.Sqrt(((test.PValue * (1 - test.PValue)) + (4.0 / test.Draws)) / test.Draws);
            if (test.PValue - limit > Far * error)
                return false;
            near |= Math.Abs(test.PValue - limit) <= Far * error;
        }

        return near;
    }
}
