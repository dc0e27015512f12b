using System.Collections.Immutable;
using Presage.Proportions;

namespace Presage.Emergence;

/// <summary>How often each verdict was given in one cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Counts">Shape [kinds], in the order of <see cref="VerdictKind"/>.</param>
public sealed record CellResult(SimulationCell Cell, ImmutableArray<int> Counts)
{
    /// <summary>The largest upper limit of an error rate that keeps the promise.</summary>
    public const double ErrorBound = 0.075;

    /// <summary>The promised power.</summary>
    public const double PromisedPower = 0.8;

    /// <summary>Draws and judges ladders.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="seed">Seed of the simulation.</param>
    /// <param name="draws">Ladders.</param>
    /// <param name="cancellation">Stops between ladders.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static CellResult Simulate(SimulationCell cell, ulong seed, int draws, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cell);
        VerdictOptions options = new();
        NullDistributions nulls = new();
        int[] counts = new int[Enum.GetValues<VerdictKind>().Length];
        for (int draw = 0; draw < draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            counts[(int)VerdictEngine.KindOf(SyntheticLadder.Draw(cell, seed, draw), options, nulls)]++;
        }

        return new CellResult(cell, [.. counts]);
    }

    /// <summary>Ladders drawn.</summary>
    public int Draws => Counts.Sum();

    /// <summary>Wrong verdicts.</summary>
    public int Wrong => Enum.GetValues<VerdictKind>().Where(Cell.IsWrong).Sum(Count);

    /// <summary>Verdicts of one kind.</summary>
    /// <param name="kind">The kind.</param>
    public int Count(VerdictKind kind) => Counts[(int)kind];

    /// <summary>Two-sided 95 % Clopper-Pearson interval of the rate of one verdict.</summary>
    /// <param name="kind">The kind.</param>
    public ConfidenceInterval Interval(VerdictKind kind) => BinomialInterval.ClopperPearson(Count(kind), Draws);

    /// <summary>The same for wrong verdicts.</summary>
    public ConfidenceInterval WrongInterval => BinomialInterval.ClopperPearson(Wrong, Draws);

    /// <summary>Whether the upper limit of the rate of wrong verdicts is above the bound.</summary>
    public bool MissesErrorBound => WrongInterval.Upper > ErrorBound;

    /// <summary>Whether so few were drawn that even no wrong verdict at all would not show the bound to be kept.</summary>
    public bool DrawnTooFew => BinomialInterval.ClopperPearson(0, Draws).Upper > ErrorBound;

    /// <summary>Whether a promised power was not found.</summary>
    public bool MissesPower => Cell.PowerIsPromised && Count(VerdictKind.RealBreak) < PromisedPower * Draws;
}
