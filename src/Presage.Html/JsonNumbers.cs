using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Presage.Html;

/// <summary>Numbers as the page stores them: absent stays absent, and a number JSON cannot hold is null.</summary>
internal static class JsonNumbers
{
    /// <summary>Writes a property where there is a value, with every digit.</summary>
    public static void WriteIfPresent(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
    }

    /// <summary>Writes a property where there is a value.</summary>
    public static void WriteIfPresent(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    /// <summary>Writes a property where there is text.</summary>
    public static void WriteIfPresent(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <summary>Writes an array with every digit; null where a number is absent.</summary>
    /// <remarks>The property is left out where all are absent.</remarks>
    public static void WriteColumn(this Utf8JsonWriter json, string name, IReadOnlyCollection<double?> values)
    {
        if (!values.Any(value => value is { } number && double.IsFinite(number)))
            return;
        json.WriteStartArray(name);
        foreach (double? value in values)
        {
            if (value is { } number && double.IsFinite(number))
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array with six significant digits, finer than any uncertainty; null where a number is absent.</summary>
    /// <remarks>The property is left out where all are absent.</remarks>
    public static void WriteRoundedColumn(this Utf8JsonWriter json, string name, IReadOnlyCollection<double?> values)
    {
        if (values.Any(value => value is { } number && double.IsFinite(number)))
            json.WriteRounded(name, values, digits: 6);
    }

    /// <summary>Writes an array with five significant digits, finer than a line on a screen.</summary>
    public static void WriteRounded(this Utf8JsonWriter json, string name, ImmutableArray<double> values) =>
        json.WriteRounded(name, values.Select(value => (double?)value), digits: 5);

    private static void WriteRounded(this Utf8JsonWriter json, string name, IEnumerable<double?> values, int digits)
    {
        Span<byte> text = stackalloc byte[32];
        json.WriteStartArray(name);
        foreach (double? value in values)
        {
            if (value is { } number && double.IsFinite(number))
                json.WriteRawValue(text[..Format(number, digits, text)], skipInputValidation: true);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    /// <summary>A number as digits and a power of ten, such as <c>12345e-7</c>: a page holds a million of them.</summary>
    private static int Format(double value, int digits, Span<byte> text)
    {
        if (value == 0)
        {
            text[0] = (byte)'0';
            return 1;
        }

        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value))) - (digits - 1);
        // Twice a small power, so that subnormal numbers do not meet an infinite one.
        long mantissa = (long)Math.Round(value * Math.Pow(10, -(exponent / 2)) * Math.Pow(10, -(exponent - exponent / 2)));
        for (; mantissa != 0 && mantissa % 10 == 0; exponent++)
            mantissa /= 10;
        mantissa.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        if (exponent != 0)
        {
            text[length++] = (byte)'e';
            exponent.TryFormat(text[length..], out int more, default, CultureInfo.InvariantCulture);
            length += more;
        }

        return length;
    }
}
