using Presage.Proportions;

namespace Presage.Reports;

/// <summary>An estimate of the loss law, or of what follows from it, with its uncertainty.</summary>
/// <param name="Name">A, B, E, alpha, beta, or a = beta / (alpha + beta).</param>
/// <param name="Value">The estimate; null where the law gives none.</param>
/// <param name="StandardError">By the linearised law; null where it gives none.</param>
/// <param name="BootstrapStandardError">Standard deviation over resampled points; null where too many draws have no fit.</param>
/// <param name="Interval">95 % percentile interval over resampled points; null where too many draws have no fit.</param>
public sealed record LossLawEstimate(string Name, double? Value, double? StandardError, double? BootstrapStandardError, ConfidenceInterval? Interval);
