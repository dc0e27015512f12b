using Presage.Laws;

namespace Presage.Scoring;

/// <summary>A way to draw rows with replacement and sum them.</summary>
internal interface IBootstrapDraw
{
    /// <summary>Draws as many rows as there are, once per generator.</summary>
    /// <param name="randoms">Shape [replicates].</param>
    /// <param name="sums">Shape [replicates, stride]; the rows' sums are added.</param>
    void Add(Span<SplitMix64> randoms, Span<double> sums);
}
