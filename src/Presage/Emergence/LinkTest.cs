namespace Presage.Emergence;

/// <summary>The smooth law against the broken law under one link.</summary>
/// <param name="Link">The link.</param>
/// <param name="PValue">
/// One-sided for acceleration, after the search for the knot and with the noise estimated under the broken law.
/// Where the draws ended early because the decision was settled, the share so far.
/// </param>
/// <param name="Draws">Simulated data sets behind the p-value.</param>
public sealed record LinkTest(VerdictLink Link, double PValue, int Draws);
