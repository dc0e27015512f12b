using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>BLEU: geometric mean of n-gram precisions, n = 1 to 4, with a penalty for brevity, in percent.</summary>
/// <remarks>
/// Papineni et al. 2002, with sacreBLEU's defaults (Post 2018, 1804.08771): tokenizer 13a, case kept, exponential smoothing of n-gram orders
/// without a match
/// (each halves the one before). A corpus is scored from summed counts, not as a mean of sentences.
/// </remarks>
public static class Bleu
{
    /// <summary>Of a corpus: <c>corpus_bleu</c>.</summary>
    /// <param name="counts">Of each response.</param>
    /// <returns>In [0, 100]; larger is better; 0 where no 1-gram matches, or no response has four tokens.</returns>
    public static double OfCorpus(IEnumerable<BleuCounts> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return Score(counts.Aggregate(BleuCounts.None, (sum, one) => sum.Add(one)), effectiveOrder: false);
    }

    /// <summary>Of one response: <c>sentence_bleu</c>, which leaves out orders longer than the response.</summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="references">Accepted texts, at least one.</param>
    /// <returns>In [0, 100]; larger is better.</returns>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static double OfSentence(string response, ImmutableArray<string> references) =>
        Score(BleuCounts.Of(response, references), effectiveOrder: true);

    private static double Score(BleuCounts counts, bool effectiveOrder)
    {
        if (counts.Matches.All(matches => matches == 0))
            return 0;
        double smoothing = 1, logs = 0;
        int orders = 0;
        while (orders < BleuCounts.Orders && counts.Totals[orders] > 0)
        {
            double matches = counts.Matches[orders];
            if (matches == 0)
                matches = 1 / (smoothing *= 2);
            logs += Math.Log(100 * matches / counts.Totals[orders]);
            orders++;
        }

        if (orders < BleuCounts.Orders && !effectiveOrder)
            return 0;
        double brevity = counts.ResponseLength < counts.ReferenceLength ? Math.Exp(1 - ((double)counts.ReferenceLength / counts.ResponseLength)) : 1;
        return Math.Min(100, brevity * Math.Exp(logs / orders));
    }
}
