namespace Presage.Metrics;

/// <summary>How a metric's chance level is found.</summary>
public enum ChanceRule
{
    /// <summary>The metric has no chance level.</summary>
    None,

    /// <summary>A guesser scores zero: free-form answers.</summary>
    Zero,

    /// <summary>Known per task: one over the number of choices, or as the task states it.</summary>
    PerTask,
}
