using Presage.Curves;

namespace Presage.Emergence;

/// <summary>The noise of a ladder up to one factor: how large it is at each model, and how alike it is at neighbours.</summary>
/// <remarks>
/// Models of different sizes are trained apart: no correlation. Checkpoints of one run are not: their noise is taken to be autoregressive of
/// order 1. Less correlation than assumed puts less noise into the slow movements that a bend is, so the tests are then conservative.
/// </remarks>
internal sealed class NoiseShape
{
    /// <summary>Correlation that is assumed between neighbouring checkpoints of one run.</summary>
    public const double CheckpointCorrelation = 0.9;

    private readonly double[] _roots;
    private readonly double _own;

    /// <summary>Creates a shape.</summary>
    /// <param name="weights">Shape [models]; inverse variances up to a factor, at least 0.</param>
    /// <param name="correlation">Between neighbours; from 0 to below 1.</param>
    public NoiseShape(ReadOnlySpan<double> weights, double correlation)
    {
        Correlation = correlation;
        _own = 1 / Math.Sqrt(1 - (correlation * correlation));
        _roots = new double[weights.Length];
        for (int i = 0; i < _roots.Length; i++)
            _roots[i] = Math.Sqrt(weights[i]);
    }

    /// <summary>Between neighbours.</summary>
    public double Correlation { get; }

    /// <summary>The correlation that is assumed along a ladder.</summary>
    public static double CorrelationOf(CurveOver over) => over == CurveOver.Checkpoints ? CheckpointCorrelation : 0;

    /// <summary>Scales and turns a column so that the noise in it is independent and of one size.</summary>
    /// <param name="column">Shape [models, or fewer leading ones]; changed in place.</param>
    /// <returns>The same column.</returns>
    public double[] Whiten(double[] column)
    {
        for (int i = 0; i < column.Length; i++)
            column[i] *= _roots[i];
        if (Correlation != 0)
        {
            for (int i = column.Length - 1; i > 0; i--)
                column[i] = _own * (column[i] - (Correlation * column[i - 1]));
        }

        return column;
    }

    /// <summary>The same for a copy.</summary>
    public double[] Whitened(ReadOnlySpan<double> column) => Whiten(column.ToArray());
}
