using System.Collections.Immutable;

namespace Presage.Forecasts.TwoStage;

/// <summary>A two-stage forecast of one model's score.</summary>
/// <param name="Mean">The equal mean of the members; in [0, 1].</param>
/// <param name="Scale">
/// The unit of the intervals: root of the members' variance plus the squared error of the fit. Not yet a standard deviation; <see
/// cref="TwoStageCalibration"/> says how many of it an interval needs.
/// </param>
/// <param name="Members">What each chain of two laws says.</param>
/// <remarks>Equality compares the arrays by reference.</remarks>
internal sealed record TwoStagePrediction(double Mean, double Scale, ImmutableArray<(string Name, double Score)> Members);
