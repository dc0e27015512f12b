using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Presage.Readers.Json;

namespace Presage.Readers.Tests.Json;

public class JsonStreamReaderTests
{
    [Fact]
    public void Constants_AreNumbersOutsideTextsAndLettersWithin()
    {
        Assert.Equal(
            ["{", "a:", "NaN", "b:", "[", "-Infinity", "Infinity", "-1", "]", "NaN:", "'Infinity NaN", "}"],
            Tokens("""{"a":NaN , "b": [-Infinity,Infinity,-1], "NaN" : "Infinity NaN"}""", chunk: 1));
    }

    [Fact]
    public void Chunks_OfAnySize_GiveTheSameTokens() =>
        Gen.Select(Document, Gen.Int[1, 40]).Sample((document, chunk) =>
            Tokens(document, chunk).SequenceEqual(Tokens(document, document.Length)));

    [Fact]
    public void Skip_PassesOverAnyValue() =>
        Document.Sample(document => Tokens($$"""{"skipped": {{document}}, "kept": 1}""", 16, skip: "skipped")
            .SequenceEqual(["{", "skipped:", "kept:", "1", "}"]));

    [Fact]
    public void LongText_GrowsTheBuffer()
    {
        string text = new('x', 300_000);

        Assert.Equal(["[", "'" + text, "]"], Tokens($"[\"{text}\"]", 5000));
    }

    [Fact]
    public void ByteOrderMark_IsPassedOver() => Assert.Equal(["[", "1", "]"], Tokens("\uFEFF[1]", 2));

    [Theory]
    [InlineData("{\"a\": [1,\n 2", "line 2, byte 3", "cut off")]
    [InlineData("{\"a\": tru", "line 1, byte 10", "cut off")]
    [InlineData("[1,\r\n2 3]", "line 2, byte 3", "not valid JSON")]
    public void BrokenText_IsNamedWithItsPlace(string text, string record, string reason)
    {
        UnusableFileException exception = Assert.Throws<UnusableFileException>(() => Tokens(text, 4));

        Assert.Equal(record, exception.Record);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_IsLimitedTo64()
    {
        Assert.Equal(128, Tokens(new string('[', 64) + new string(']', 64), 7).Count);
        Assert.Contains("64", Assert.Throws<UnusableFileException>(() => Tokens(new string('[', 65), 7)).Message, StringComparison.Ordinal);
    }

    // Numbers, constants, texts with escapes, arrays and objects, with random white space.
    private static Gen<string> Document { get; } = Gen.Recursive<string>((depth, inner) =>
    {
        Gen<string> space = OneOf("", " ", "\r\n", "\t  ");
        Gen<string> leaf = Gen.OneOf(
            OneOf("NaN", "Infinity", "-Infinity", "null", "true", "false", "\"NaN\"", "\"é\\n\\u0041\"", "-0"),
            Gen.Double[-1e9, 1e9].Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        if (depth > 3)
            return leaf;
        Gen<string> spaced = Gen.Select(space, inner, space, (before, value, after) => before + value + after);
        return Gen.OneOf(
            leaf,
            spaced.Array[0, 4].Select(items => $"[{string.Join(",", items)}]"),
            spaced.Array[0, 4].Select(items => $"{{{string.Join(",", items.Select((item, i) => $"\"k{i}\" :{item}"))}}}"));
    });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static List<string> Tokens(string text, int chunk, string? skip = null)
    {
        List<string> tokens = [];
        using ChunkStream stream = new(Encoding.UTF8.GetBytes(text), chunk);
        JsonStreamReader json = new(stream);
        try
        {
            while (json.Read())
            {
                tokens.Add(json.Token switch
                {
                    JsonTokenType.StartObject => "{",
                    JsonTokenType.EndObject => "}",
                    JsonTokenType.StartArray => "[",
                    JsonTokenType.EndArray => "]",
                    JsonTokenType.PropertyName => json.GetString() + ":",
                    JsonTokenType.String => "'" + json.GetString(),
                    JsonTokenType.Number => json.GetDoubleOrNull()!.Value.ToString("R", CultureInfo.InvariantCulture),
                    JsonTokenType other => other.ToString(),
                });
                if (tokens[^1] == skip + ":")
                    json.Skip();
            }
        }
        finally
        {
            json.Dispose();
        }

        return tokens;
    }

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class ChunkStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
