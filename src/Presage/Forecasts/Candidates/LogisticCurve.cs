using Presage.Laws;

namespace Presage.Forecasts.Candidates;

/// <summary>The logistic law from chance to a free ceiling, by least squares on the metric's own scale.</summary>
internal sealed class LogisticCurve() : LawCandidate(new LogisticLaw(), fewest: 8);
