namespace Presage.Emergence;

/// <summary>Where the model noise comes from.</summary>
public enum ModelNoiseSource
{
    /// <summary>Residuals about the broken law.</summary>
    Residuals,

    /// <summary>The documented floor, because the residuals show less.</summary>
    Floor,

    /// <summary>Replicates, because the residuals show less.</summary>
    Replicates,
}
