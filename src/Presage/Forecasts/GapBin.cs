namespace Presage.Forecasts;

/// <summary>How far beyond the last point a target lies, in five classes by doubling: errors at like gaps say most of one another.</summary>
internal static class GapBin
{
    /// <summary>The number of classes.</summary>
    public const int Count = 5;

    // Decades, or nats on a loss axis.
    private static readonly double[] Ends = [0.25, 0.5, 1, 2];

    /// <summary>The class of a gap.</summary>
    /// <param name="gap">Decades of compute, parameters or tokens, or nats; above 0.</param>
    public static int Of(double gap)
    {
        int bin = 0;
        while (bin < Ends.Length && gap > Ends[bin])
            bin++;
        return bin;
    }

    /// <summary>How much a forecast over one gap tells of a forecast over another.</summary>
    /// <returns>1 in the same class, halved with every class between.</returns>
    public static double Likeness(int one, int other) => Math.Pow(0.5, Math.Abs(one - other));

    /// <summary>A class in words.</summary>
    public static string Name(int bin) =>
        bin == 0 ? Laws.Figures.Text($"up to {Ends[0]}") : bin < Ends.Length ? Laws.Figures.Text($"{Ends[bin - 1]} to {Ends[bin]}") : Laws.Figures.Text($"above {Ends[^1]}");
}
