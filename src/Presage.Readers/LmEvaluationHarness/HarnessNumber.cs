using System.Globalization;
using System.Text.Json;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>One member of a task's object: a metric's value or its standard error.</summary>
/// <param name="Key">As printed, such as <c>acc_stderr,none</c>.</param>
/// <param name="Number">Its value, where it is a number.</param>
/// <param name="Text">Its value, where it is a text.</param>
/// <param name="Token">What its value is.</param>
internal sealed record HarnessNumber(string Key, double? Number, string? Text, JsonTokenType Token)
{
    private const string StandardErrorSuffix = "_stderr";

    /// <summary>The part of the key before the filter.</summary>
    private ReadOnlySpan<char> Name => Key.IndexOf(',', StringComparison.Ordinal) is >= 0 and int comma ? Key.AsSpan(0, comma) : Key;

    /// <summary>Whether this is the standard error of another member.</summary>
    public bool IsStandardError => Name.EndsWith(StandardErrorSuffix, StringComparison.Ordinal);

    /// <summary>The metric's name, of which this is the value.</summary>
    public string Metric => Name.Length == Key.Length ? Key : Name.ToString();

    /// <summary>The answer filter; null where the key has none (0.3) or it is <c>none</c>.</summary>
    public string? Filter => Name.Length < Key.Length && Key[(Name.Length + 1)..] is var filter and not "none" ? filter : null;

    /// <summary>The same key with another value in the same file; null where the file agrees with itself.</summary>
    public HarnessNumber? Rival { get; init; }

    /// <summary>The value in words.</summary>
    public string Printed => Number is { } number ? number.ToString("R", CultureInfo.InvariantCulture)
        : Text ?? (Token == JsonTokenType.Null ? "null" : Token is JsonTokenType.True or JsonTokenType.False ? "a truth value" : "a list or an object");

    /// <summary>Whether this is the standard error of a value: same name before the suffix, same filter.</summary>
    public bool IsStandardErrorOf(HarnessNumber value)
    {
        ReadOnlySpan<char> name = Name;
        ReadOnlySpan<char> valueName = value.Name;
        return IsStandardError
            && name[..^StandardErrorSuffix.Length].SequenceEqual(valueName)
            && Key.AsSpan(name.Length).SequenceEqual(value.Key.AsSpan(valueName.Length));
    }

    public bool Agrees(HarnessNumber other) => Token == other.Token && Nullable.Equals(Number, other.Number) && Text == other.Text;
}
