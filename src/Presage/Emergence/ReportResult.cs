using System.Collections.Immutable;
using Presage.Proportions;

namespace Presage.Emergence;

/// <summary>The breaks called real in simulated reports, and how many of them are none.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Found">Shape [reports]; true breaks called real.</param>
/// <param name="False">Shape [reports]; others called real.</param>
public sealed record ReportResult(ReportCell Cell, ImmutableArray<int> Found, ImmutableArray<int> False)
{
    /// <summary>The promised false discovery rate.</summary>
    public const double RateBound = 0.10;

    /// <summary>Draws and judges reports.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="seed">Seed of the simulation.</param>
    /// <param name="reports">Reports.</param>
    /// <param name="cancellation">Stops between reports.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static ReportResult Simulate(ReportCell cell, ulong seed, int reports, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cell);
        VerdictOptions options = new();
        int[] found = new int[reports], wrong = new int[reports];
        for (int draw = 0; draw < reports; draw++)
        {
            ImmutableArray<VerdictKind> kinds = VerdictEngine.KindsOf(cell.Draw(seed, draw), options, cancellation);
            for (int i = 0; i < kinds.Length; i++)
                (i < ReportCell.Breaks ? ref found[draw] : ref wrong[draw]) += kinds[i] == VerdictKind.RealBreak ? 1 : 0;
        }

        return new ReportResult(cell, [.. found], [.. wrong]);
    }

    /// <summary>Reports drawn.</summary>
    public int Reports => Found.Length;

    /// <summary>The false discovery rate: the mean over reports of the share of false ones among the breaks called real, 0 where there are none.</summary>
    public double Rate => Shares.Average();

    /// <summary>95 % interval of the rate, from the spread between reports; its upper limit is at least that of no false break in as many reports.</summary>
    public ConfidenceInterval RateInterval
    {
        get
        {
            double mean = Rate, squares = Shares.Sum(share => (share - mean) * (share - mean));
            double half = 1.959963984540054 * Math.Sqrt(squares / Math.Max(Reports - 1, 1) / Reports);
            return new ConfidenceInterval(Math.Max(mean - half, 0), Math.Max(mean + half, BinomialInterval.ClopperPearson(0, Reports).Upper));
        }
    }

    /// <summary>Share of the true breaks that are called real.</summary>
    public double Power => (double)Found.Sum() / (Reports * ReportCell.Breaks);

    /// <summary>Whether the false discovery rate exceeds the promised one beyond what chance explains.</summary>
    public bool Misses => RateInterval.Lower > RateBound;

    private IEnumerable<double> Shares => Found.Zip(False, (found, wrong) => found + wrong == 0 ? 0 : (double)wrong / (found + wrong));
}
