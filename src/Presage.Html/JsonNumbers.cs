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

    /// <summary>Writes an array with five significant digits, finer than a line on a screen.</summary>
    public static void WriteRounded(this Utf8JsonWriter json, string name, ImmutableArray<double> values)
    {
        Span<byte> digits = stackalloc byte[32];
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value) && value.TryFormat(digits, out int length, "G5", CultureInfo.InvariantCulture))
                json.WriteRawValue(digits[..length], skipInputValidation: true);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
