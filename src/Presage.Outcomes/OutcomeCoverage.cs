namespace Presage.Outcomes;

/// <summary>What a store has of one model and task.</summary>
/// <param name="Model">The model.</param>
/// <param name="Task">The task.</param>
/// <param name="Outcomes">Rows.</param>
/// <param name="Items">Distinct items among them that have a name or a hash.</param>
/// <param name="Weights">Distinct checkpoints and training runs of the model.</param>
/// <param name="Metrics">Names of its metrics, in order, with commas.</param>
public sealed record OutcomeCoverage(string Model, string Task, long Outcomes, long Items, long Weights, string Metrics);
