using Presage.Units;

namespace Presage.Laws;

/// <summary>The loss of a model of one size after one amount of training.</summary>
public sealed record LossPoint
{
    /// <summary>The loss of a model of one size after one amount of training.</summary>
    /// <param name="parameters">N; above 0.</param>
    /// <param name="tokens">D; above 0.</param>
    /// <param name="loss">Per token; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is 0.</exception>
    public LossPoint(Params parameters, Tokens tokens, Nats loss)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parameters.Count, nameof(parameters));
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Count, nameof(tokens));
        ArgumentOutOfRangeException.ThrowIfZero(loss.Count, nameof(loss));
        (Parameters, Tokens, Loss) = (parameters, tokens, loss);
    }

    /// <summary>N, counted in one way for all points of a fit.</summary>
    public Params Parameters { get; }

    /// <summary>D.</summary>
    public Tokens Tokens { get; }

    /// <summary>Cross-entropy per token.</summary>
    public Nats Loss { get; }
}
