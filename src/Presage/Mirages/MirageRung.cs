using Presage.Proportions;
using Presage.Units;

namespace Presage.Mirages;

/// <summary>One model of the ladder, tested on a sampled test set.</summary>
/// <param name="Size">Its parameters.</param>
/// <param name="ExactMatch">Its true rate of exact matches, in [0, 1].</param>
/// <param name="Items">Items of the test.</param>
/// <param name="Successes">Items answered right in this draw.</param>
/// <param name="Interval">95 % interval of the rate from these counts (Wilson).</param>
public sealed record MirageRung(Params Size, double ExactMatch, long Items, long Successes, ConfidenceInterval Interval);
