using Presage.Units;

namespace Presage.Laws;

/// <summary>The loss of a model on the right answers of a task, in bits per byte or any other unit that is 0 for certainty.</summary>
/// <param name="Parameters">N; above 0, counted in one way for all points of a fit.</param>
/// <param name="Tokens">D; above 0.</param>
/// <param name="Loss">Above 0; in one unit for all points of a fit.</param>
internal readonly record struct TaskLossPoint(Params Parameters, Tokens Tokens, double Loss)
{
    /// <summary>C = 6 N D.</summary>
    public Flops Compute => Flops.From(6 * Parameters.Count * Tokens.Count);

    /// <summary>Whether a law can use the point: all three above 0, the loss finite.</summary>
    public bool Usable => Parameters.Count > 0 && Tokens.Count > 0 && Loss > 0 && double.IsFinite(Loss);
}
