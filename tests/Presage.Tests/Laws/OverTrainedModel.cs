using Presage.Laws;

namespace Presage.Tests.Laws;

/// <summary>A model of Gadre et al. (2024): its loss on C4, and its error averaged over their 17 tasks.</summary>
internal sealed record OverTrainedModel(LossPoint Point, double AverageError);
