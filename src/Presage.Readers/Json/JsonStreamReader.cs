using System.Buffers;
using System.Text.Json;

namespace Presage.Readers.Json;

/// <summary>Pulls the tokens of one or more JSON values out of a stream, in constant memory.</summary>
/// <remarks>
/// Beyond the standard it accepts what Python writes: the bare constants <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>
/// (<see cref="Constant"/>), and a UTF-8 byte order mark. Depth is limited to 64, one token to 64 MB.
/// A struct, because it holds <see cref="Utf8JsonReader"/>: pass it by reference, and dispose of it.
/// </remarks>
internal ref struct JsonStreamReader
{
    private const int InitialBuffer = 32 * 1024;
    private const int LargestToken = 64 * 1024 * 1024;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64, AllowMultipleValues = true };
    private static readonly SearchValues<byte> BetweenTokens = SearchValues.Create(" \t\r\n,:"u8);
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly Stream _stream;
    private byte[] _buffer;
    private int _length;
    private bool _ended;
    private bool _mayHoldConstants;
    private Utf8JsonReader _json;

    public JsonStreamReader(Stream stream)
    {
        _stream = stream;
        _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        while (_length < 3 && !_ended)
            Append();
        if (_buffer.AsSpan(0, _length).StartsWith(Mark))
            _buffer.AsSpan(0, 3).Fill((byte)' ');
        _mayHoldConstants = HoldsConstants(_buffer.AsSpan(0, _length));
        _json = new Utf8JsonReader(_buffer.AsSpan(0, _length), _ended, new JsonReaderState(Options));
    }

    /// <summary>The token last read.</summary>
    public readonly JsonTokenType Token => Constant is null ? _json.TokenType : JsonTokenType.Number;

    /// <summary>The value of a bare <c>NaN</c> or <c>Infinity</c>, which count as numbers; null at any other token.</summary>
    public double? Constant { get; private set; }

    /// <summary>How many objects and arrays enclose the token.</summary>
    public readonly int Depth => _json.CurrentDepth;

    /// <summary>Advances to the next token.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="UnusableFileException">The text is not JSON, ends too early, or exceeds a limit.</exception>
    public bool Read()
    {
        double? constant = null;
        if (_mayHoldConstants)
            constant = DisguiseConstant();
        try
        {
            while (!_json.Read())
            {
                if (_ended)
                {
                    Constant = null;
                    return false;
                }

                Fill();
                if (_mayHoldConstants)
                    constant = DisguiseConstant();
            }
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }

        Constant = constant;
        return true;
    }

    /// <summary>Advances to the next token, which must exist.</summary>
    public void MustRead()
    {
        if (!Read())
            throw new UnusableFileException("the JSON text ends too early");
    }

    /// <summary>Moves to the end of the value whose property name or first token was read last, without allocating.</summary>
    public void Skip()
    {
        if (_json.TokenType == JsonTokenType.PropertyName)
            MustRead();
        if (_json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        int depth = _json.CurrentDepth;
        do
            MustRead();
        while (_json.CurrentDepth > depth);
    }

    /// <summary>Whether the property name or text read last equals a UTF-8 text.</summary>
    public readonly bool Is(ReadOnlySpan<byte> text) => _json.ValueTextEquals(text);

    /// <summary>The property name or text read last.</summary>
    /// <exception cref="UnusableFileException">It is not valid UTF-8.</exception>
    public readonly string GetString()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnusableFileException("a text is not valid UTF-8");
        }
    }

    /// <summary>The text read last; null at any token but a text.</summary>
    public readonly string? GetStringOrNull() =>
        Constant is null && _json.TokenType == JsonTokenType.String ? GetString() : null;

    /// <summary>The number read last, NaN and infinities included; null at any token but a number.</summary>
    public readonly double? GetDoubleOrNull() =>
        Constant ?? (_json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out double value) ? value : null);

    /// <summary>The whole number read last (<c>3</c> or <c>3.0</c>); null at any other token.</summary>
    public readonly long? GetInt64OrNull()
    {
        if (Constant is not null || _json.TokenType != JsonTokenType.Number)
            return null;
        if (_json.TryGetInt64(out long whole))
            return whole;
        return _json.TryGetDouble(out double value) && value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? (long)value : null;
    }

    /// <summary>The truth value read last; null at any other token.</summary>
    public readonly bool? GetBooleanOrNull() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Fill()
    {
        int consumed = (int)_json.BytesConsumed;
        int kept = _length - consumed;
        if (consumed == 0 && _length == _buffer.Length)
            Grow();
        else
            _buffer.AsSpan(consumed, kept).CopyTo(_buffer);
        _length = kept;
        Append();
        _mayHoldConstants = HoldsConstants(_buffer.AsSpan(0, _length));
        _json = new Utf8JsonReader(_buffer.AsSpan(0, _length), _ended, _json.CurrentState);
    }

    private void Grow()
    {
        if (_buffer.Length >= LargestToken)
            throw new UnusableFileException($"one text or number is longer than {LargestToken / 1024 / 1024} MB");
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void Append()
    {
        int read = _stream.Read(_buffer, _length, _buffer.Length - _length);
        _length += read;
        _ended = read == 0;
    }

    // Two vectorised searches per fill spare a look before every token. A constant may straddle two fills, hence the tail.
    private static bool HoldsConstants(ReadOnlySpan<byte> text) =>
        text.IndexOf("NaN"u8) >= 0 || text.IndexOf("Infinity"u8) >= 0
        || text[Math.Max(0, text.Length - 9)..].IndexOfAny((byte)'N', (byte)'I', (byte)'-') >= 0;

    // Utf8JsonReader refuses the bare constants, so one that comes next is overwritten by a text of the same length.
    private double? DisguiseConstant()
    {
        Span<byte> rest = _buffer.AsSpan((int)_json.BytesConsumed.._length);
        int start = rest.IndexOfAnyExcept(BetweenTokens);
        if (start < 0 || rest[start] is not ((byte)'N' or (byte)'I' or (byte)'-'))
            return null;
        rest = rest[start..];
        (int length, double value) =
            rest.StartsWith("NaN"u8) ? (3, double.NaN)
            : rest.StartsWith("Infinity"u8) ? (8, double.PositiveInfinity)
            : rest.StartsWith("-Infinity"u8) ? (9, double.NegativeInfinity)
            : (0, 0);
        if (length == 0)
        {
            if (_ended || rest.Length >= 9)
                return null;
            // The constant may be cut by the end of the buffer.
            Fill();
            return DisguiseConstant();
        }

        rest[..length].Fill((byte)'_');
        rest[0] = rest[length - 1] = (byte)'"';
        return value;
    }

    private readonly UnusableFileException Malformed(JsonException exception)
    {
        string record = System.FormattableString.Invariant(
            $"line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}");
        string cause = exception.Message;
        int tail = cause.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (tail >= 0)
            cause = cause[..tail];
        // What is wrong in itself fails before the end is known; at the end, only what should go on fails.
        if (_ended)
            cause = "the text ends in the middle of a value; the file is cut off";
        cause = cause.Replace(" Change the reader options.", "", StringComparison.Ordinal).TrimEnd('.');
        return new UnusableFileException($"not valid JSON: {cause}", record);
    }
}
