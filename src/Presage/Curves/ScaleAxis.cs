namespace Presage.Curves;

/// <summary>What a scaling curve is drawn against.</summary>
public enum ScaleAxis
{
    /// <summary>Training compute, floating-point operations, logarithmic.</summary>
    TrainingCompute,

    /// <summary>Parameters, logarithmic.</summary>
    Parameters,

    /// <summary>Training tokens, logarithmic.</summary>
    Tokens,

    /// <summary>Pre-training loss per token, nats, linear, falling to the right.</summary>
    Loss,
}
