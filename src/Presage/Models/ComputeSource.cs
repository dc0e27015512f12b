namespace Presage.Models;

/// <summary>Where a training compute comes from: stated by the model's authors, or 6ND with a named N.</summary>
/// <remarks>The N matters: for Pythia-70M, 6ND is 3.40e19 with non-embedding and 1.27e20 with total parameters.</remarks>
public enum ComputeSource
{
    /// <summary>Stated by the authors or by the input.</summary>
    Stated,

    /// <summary>6ND with the parameters active per token, embeddings left out where the card does so (mixture of experts).</summary>
    SixActiveParameters,

    /// <summary>6ND with non-embedding parameters (Kaplan et al. 2020).</summary>
    SixNonEmbeddingParameters,

    /// <summary>6ND with all parameters, embeddings included (Hoffmann et al. 2022).</summary>
    SixTotalParameters,
}
