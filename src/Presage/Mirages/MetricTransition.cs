using Presage.Units;

namespace Presage.Mirages;

/// <summary>Where a metric changes: the sizes at which it has gone a tenth, a half and nine tenths of the way from its worst to its best value.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Tenth">Size at 10 %.</param>
/// <param name="Half">Size at 50 %.</param>
/// <param name="NineTenths">Size at 90 %.</param>
/// <param name="Decades">Width of the transition, log10 of the sizes at 90 % and 10 %; at least 0, and 0 for a step.</param>
public sealed record MetricTransition(MirageMetric Metric, Params Tenth, Params Half, Params NineTenths, double Decades);
