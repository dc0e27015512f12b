using System.Collections.Immutable;

namespace Presage.Reports;

/// <summary>A fitted law as a line with its 95 % band for the mean.</summary>
/// <param name="Law">The law's name.</param>
/// <param name="Positions">Shape [grid]; in the unit of the series' axis (floating-point operations, parameters, tokens, nats), ascending in scale.</param>
/// <param name="Mean">Shape [grid]; in the metric's unit.</param>
/// <param name="Lower">Shape [grid]; NaN nowhere; empty where the fit has no band.</param>
/// <param name="Upper">Shape [grid]; empty where the fit has no band.</param>
public sealed record DrawnLaw(
    string Law, ImmutableArray<double> Positions, ImmutableArray<double> Mean, ImmutableArray<double> Lower, ImmutableArray<double> Upper);
