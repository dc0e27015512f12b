using System.Globalization;

namespace Presage.Reports;

/// <summary>Numbers as people read them, always in the invariant culture.</summary>
public static class NumberText
{
    /// <summary>An amount on a scale axis: <c>3.40e19</c>, <c>1.2e9</c>.</summary>
    public static string Amount(double amount)
    {
        if (amount == 0)
            return "0";
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(amount)));
        double mantissa = amount / Math.Pow(10, exponent);
        if (Math.Abs(mantissa).ToString("0.00", CultureInfo.InvariantCulture) == "10.00")
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa:0.00}e{exponent}");
    }

    /// <summary>A score: four significant digits, plain where that is short.</summary>
    public static string Score(double value)
    {
        double size = Math.Abs(value);
        return value == 0 ? "0"
            : size >= 1e5 || size < 1e-4 ? value.ToString("0.###e+0", CultureInfo.InvariantCulture)
            : size >= 100 ? value.ToString("0.#", CultureInfo.InvariantCulture)
            : size >= 0.1 ? value.ToString("0.000", CultureInfo.InvariantCulture)
            : value.ToString("G3", CultureInfo.InvariantCulture);
    }

    /// <summary>A p-value: three decimals, or a power of ten.</summary>
    public static string PValue(double value) =>
        value >= 0.001 ? value.ToString("0.000", CultureInfo.InvariantCulture)
        : value == 0 ? "0"
        : value < 1e-300 ? "<1e-300"
        : value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    /// <summary>A count with thousands separated by commas.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun, such as <c>1 file</c> or <c>2 files</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
