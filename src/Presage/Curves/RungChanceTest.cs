namespace Presage.Curves;

/// <summary>One rung against chance.</summary>
/// <param name="PValue">One-sided exact binomial p-value: the chance that a guesser scores at least as well.</param>
/// <param name="Samples">Independent test items, <see cref="CurvePoint.EffectiveSamples"/> rounded down.</param>
/// <param name="SamplesNeeded">
/// Items with which a rung of this rate would be told from chance with power 0.8; null where it already is, or where its rate is not above chance.
/// </param>
/// <param name="UpperBound">One-sided 95 % Clopper-Pearson upper limit: no rate above it is compatible with the rung.</param>
public sealed record RungChanceTest(double PValue, long Samples, long? SamplesNeeded, double UpperBound);
