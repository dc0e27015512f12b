namespace Presage.Metrics;

/// <summary>The transform in which a power law of the per-token error is a straight line in log compute.</summary>
public enum MetricTransform
{
    /// <summary>None is known.</summary>
    None,

    /// <summary>
    /// log(-log((y - g) / (m - g))) with chance g and maximum m: y = g + (m - g) exp(-exp(a - b x)).
    /// The success rate of answers whose tokens are right with probability exp(-A C^-b) (Schaeffer et al. 2023; Hu et al. 2024).
    /// </summary>
    LogLog,

    /// <summary>log(y - floor): y = floor + exp(a - b x), for losses and distances.</summary>
    Log,

    /// <summary>log(log(y)): y = exp(exp(a - b x)), for perplexities, whose logarithm is a loss.</summary>
    LogOfLog,
}
