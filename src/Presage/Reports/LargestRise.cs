namespace Presage.Reports;

/// <summary>The largest improvement between neighbouring rungs.</summary>
/// <param name="From">Index of the rung before it.</param>
/// <param name="To">Index of the rung after it.</param>
/// <param name="Change">Later minus earlier value, in the metric's unit; negative for a metric where smaller is better.</param>
/// <param name="StandardError">Of the change, items taken as independent; null where unknown.</param>
/// <param name="Attention">
/// The part of the change that sampling error cannot explain (|change| - 1.96 standard errors, at least 0) as a share of the metric's range,
/// per decade of the axis where the rungs are more than a decade apart; 0 where the metric has no range. Where the standard error is unknown
/// the whole change counts.
/// Reports are sorted by it.
/// </param>
public sealed record LargestRise(int From, int To, double Change, double? StandardError, double Attention);
