namespace Presage.Emergence;

/// <summary>The scales on which a smooth law may be a straight line in log compute. All are declared in advance.</summary>
public enum VerdictLink
{
    /// <summary>log(-log p): a power law of the loss (Schaeffer et al. 2023; Hu et al. 2024). The primary link.</summary>
    LogLog,

    /// <summary>log(p / (1 - p)).</summary>
    Logit,

    /// <summary>The normal quantile of p.</summary>
    Probit,
}
