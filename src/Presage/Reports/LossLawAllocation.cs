using Presage.Laws;
using Presage.Proportions;

namespace Presage.Reports;

/// <summary>The best split of a budget by the fitted law, with 95 % percentile intervals over resampled points; null where too many draws have no such split.</summary>
/// <param name="Best">The split.</param>
/// <param name="Parameters">Of N.</param>
/// <param name="Tokens">Of D.</param>
/// <param name="TokensPerParameter">Of D / N.</param>
/// <param name="Loss">Of the law's loss there, in nats per token: of the law alone, not of one training run.</param>
public sealed record LossLawAllocation(
    ComputeOptimalAllocation Best,
    ConfidenceInterval? Parameters,
    ConfidenceInterval? Tokens,
    ConfidenceInterval? TokensPerParameter,
    ConfidenceInterval? Loss);
