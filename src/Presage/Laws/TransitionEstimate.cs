using System.Collections.Immutable;

namespace Presage.Laws;

/// <summary>A figure of a transition with its interval over seeds.</summary>
/// <param name="Value">From the means over seeds; null where the curve does not give it.</param>
/// <param name="Lower">2.5 % of the draws; null where a rung has a single seed, or fewer than 95 % of the draws give the figure.</param>
/// <param name="Upper">97.5 % of the draws; null as <paramref name="Lower"/>.</param>
/// <param name="Draws">Shape [draws]; null where a draw's curve does not give the figure.</param>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record TransitionEstimate(double? Value, double? Lower, double? Upper, ImmutableArray<double?> Draws)
{
    private const double LeastDefined = 0.95;

    /// <summary>This figure less another of the same draws.</summary>
    /// <exception cref="ArgumentException">The draws are not as many.</exception>
    public TransitionEstimate Less(TransitionEstimate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Draws.Length != other.Draws.Length)
            throw new ArgumentException("Both figures need the same draws.", nameof(other));
        return Of(Value - other.Value, [.. Draws.Zip(other.Draws, (mine, others) => mine - others)]);
    }

    internal static TransitionEstimate Of(double? value, ImmutableArray<double?> draws)
    {
        double[] known = [.. draws.OfType<double>().Order()];
        bool isKnown = value is not null && draws.Length > 0 && known.Length >= LeastDefined * draws.Length;
        return new TransitionEstimate(value, isKnown ? Quantile(known, 0.025) : null, isKnown ? Quantile(known, 0.975) : null, draws);
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
