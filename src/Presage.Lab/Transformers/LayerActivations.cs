using Presage.Lab.Lanes;
using Presage.Lab.Layers;

namespace Presage.Lab.Transformers;

/// <summary>What one layer's forward pass leaves for its backward pass; d the width, columns the tokens.</summary>
internal sealed class LayerActivations
{
    public LayerActivations(ModelSettings model, int positions, int sequences)
    {
        (int d, int columns) = (model.Width, positions * sequences);
        (AttentionNormal, AttentionInverse, AttentionInput) = (new(d, columns), new(1, columns), new(d, columns));
        (Qkv, Mixed) = (new(3 * d, columns), new(d, columns));
        Weights = new Panel(model.Heads * positions * positions, sequences);
        (MlpNormal, MlpInverse, MlpInput) = (new(d, columns), new(1, columns), new(d, columns));
        if (model.IsSparse)
            Experts = new ExpertActivations(d, model.Experts, model.ActiveExperts, columns);
        else
            (Hidden, Active) = (new(4 * d, columns), new(4 * d, columns));
    }

    /// <summary>[d, columns]: normalised input of the attention.</summary>
    public Panel AttentionNormal { get; }

    /// <summary>[1, columns]: inverse deviations of the input of the attention.</summary>
    public Panel AttentionInverse { get; }

    /// <summary>[d, columns]: input of the attention times the gain.</summary>
    public Panel AttentionInput { get; }

    /// <summary>[3d, columns].</summary>
    public Panel Qkv { get; }

    /// <summary>[heads * positions * positions, sequences].</summary>
    public Panel Weights { get; }

    /// <summary>[d, columns]: weighted values.</summary>
    public Panel Mixed { get; }

    /// <summary>[d, columns]: normalised input of the MLP.</summary>
    public Panel MlpNormal { get; }

    /// <summary>[1, columns]: inverse deviations of the input of the MLP.</summary>
    public Panel MlpInverse { get; }

    /// <summary>[d, columns]: input of the MLP times the gain.</summary>
    public Panel MlpInput { get; }

    /// <summary>[4d, columns]: before the GELU; null in a mixture of experts.</summary>
    public Panel? Hidden { get; }

    /// <summary>[4d, columns]: after the GELU; null in a mixture of experts.</summary>
    public Panel? Active { get; }

    /// <summary>Of a mixture of experts; null in a dense model.</summary>
    public ExpertActivations? Experts { get; }
}
