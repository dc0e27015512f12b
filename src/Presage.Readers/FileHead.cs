using System.Text;
using Presage.Readers.Json;

namespace Presage.Readers;

/// <summary>The first bytes of a file, decompressed, by which its format is recognised.</summary>
internal sealed class FileHead
{
    /// <summary>How much of a file is looked at.</summary>
    public const int Size = 64 * 1024;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _bytes;
    private readonly Lazy<JsonOutline?> _json;
    private readonly Lazy<string?> _firstLine;

    /// <param name="bytes">At most <see cref="Size"/> bytes.</param>
    /// <param name="isWhole">Whether the file ends here.</param>
    public FileHead(byte[] bytes, bool isWhole)
    {
        _bytes = bytes;
        IsWhole = isWhole;
        _json = new Lazy<JsonOutline?>(() => JsonOutline.Of(Text));
        _firstLine = new Lazy<string?>(FindFirstLine);
    }

    /// <summary>Whether the file ends within the head.</summary>
    public bool IsWhole { get; }

    /// <summary>All bytes of the head.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The bytes after a byte order mark.</summary>
    public ReadOnlySpan<byte> Text => StartsWith(Utf8Mark) ? _bytes.AsSpan(3) : _bytes;

    /// <summary>The keys of a JSON document; null for anything else.</summary>
    public JsonOutline? Json => _json.Value;

    /// <summary>The first line without its end; null where it does not end within the head, or is not text.</summary>
    public string? FirstLine => _firstLine.Value;

    public bool StartsWith(ReadOnlySpan<byte> prefix) => Bytes.StartsWith(prefix);

    /// <summary>Whether the file is UTF-16 or UTF-32 by its byte order mark.</summary>
    public bool IsWideText => StartsWith([0xFF, 0xFE]) || StartsWith([0xFE, 0xFF]);

    private string? FindFirstLine()
    {
        ReadOnlySpan<byte> text = Text;
        int end = text.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            if (!IsWhole || text.IsEmpty)
                return null;
            end = text.Length;
        }

        return text[..end].Contains((byte)0) ? null : Encoding.UTF8.GetString(text[..end]);
    }
}
