using System.Globalization;

namespace Presage.Readers;

/// <summary>Numbers as text, in the invariant culture, whatever the machine's.</summary>
internal static class Numbers
{
    /// <summary>A number with a decimal point; <c>NaN</c> and <c>inf</c> are numbers here, and rejected as values later.</summary>
    public static bool TryReal(ReadOnlySpan<char> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return true;
        text = text.Trim();
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        ReadOnlySpan<char> word = negative ? text[1..] : text;
        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        value = double.NaN;
        return word.Equals("nan", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A whole number, also written <c>1000.0</c> or <c>1e3</c>.</summary>
    public static bool TryWhole(ReadOnlySpan<char> text, out long value)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value))
            return true;
        if (TryReal(text, out double real) && real == Math.Floor(real) && Math.Abs(real) < 1L << 53)
        {
            value = (long)real;
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Whether a text is a way to say that nothing was measured.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.IsEmpty
            || text.Equals("na", StringComparison.OrdinalIgnoreCase)
            || text.Equals("n/a", StringComparison.OrdinalIgnoreCase)
            || text.Equals("nan", StringComparison.OrdinalIgnoreCase)
            || text.Equals("null", StringComparison.OrdinalIgnoreCase)
            || text.Equals("none", StringComparison.OrdinalIgnoreCase)
            || text is "-";
    }

    /// <summary>Why a text is no number.</summary>
    public static string Complaint(string column, string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
            return $"{column} is empty";
        string point = trimmed.Replace(',', '.');
        if (trimmed.Count(c => c == ',') == 1 && TryReal(point, out _))
            return $"{column} '{Shortened(trimmed)}' has a decimal comma; write {point}";
        return $"{column} '{Shortened(trimmed)}' is not a number";
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
