using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Presage.Lab.Ladders;

/// <summary>The format of Hugging Face's safetensors: a length, a JSON header, and the numbers, little-endian.</summary>
internal static class Safetensors
{
    // The reference implementation refuses longer ones.
    private const long LongestHeader = 100_000_000;

    /// <summary>Writes tensors of fp32.</summary>
    public static void Write(
        Stream file, IReadOnlyDictionary<string, string> metadata, IEnumerable<(string Name, int[] Shape, float[] Numbers)> tensors)
    {
        (string Name, int[] Shape, byte[] Bytes)[] parts = [.. tensors.Select(tensor => (tensor.Name, tensor.Shape, BytesOf(tensor.Numbers)))];
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            long at = 0;
            foreach ((string name, int[] shape, byte[] bytes) in parts)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int size in shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces after the header let the numbers begin at a multiple of 8.
        while (header.Length % 8 != 0)
            header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(header.GetBuffer().AsSpan(0, (int)header.Length));
        foreach ((_, _, byte[] bytes) in parts)
            file.Write(bytes);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static (ImmutableDictionary<string, string> Metadata, ImmutableDictionary<string, byte[]> Tensors) Read(Stream file)
    {
        try
        {
            Span<byte> length = stackalloc byte[8];
            file.ReadExactly(length);
            long size = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (size is < 2 or > LongestHeader || size > file.Length)
                throw new InvalidDataException("its header has no sensible length");
            var header = new byte[size];
            file.ReadExactly(header);
            using JsonDocument json = JsonDocument.Parse(header);
            var metadata = ImmutableDictionary<string, string>.Empty;
            var tensors = ImmutableDictionary<string, byte[]>.Empty;
            foreach (JsonProperty entry in json.RootElement.EnumerateObject())
            {
                if (entry.NameEquals("__metadata__"))
                {
                    metadata = entry.Value.EnumerateObject().ToImmutableDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? "");
                    continue;
                }

                JsonElement offsets = entry.Value.GetProperty("data_offsets");
                (long begin, long end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
                if (begin < 0 || end < begin || end > file.Length - 8 - size)
                    throw new InvalidDataException($"'{entry.Name}' lies outside it");
                var bytes = new byte[end - begin];
                file.Position = 8 + size + begin;
                file.ReadExactly(bytes);
                tensors = tensors.Add(entry.Name, bytes);
            }

            return (metadata, tensors);
        }
        catch (Exception exception) when (exception is EndOfStreamException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("its header is damaged, or it ends early", exception);
        }
    }

    /// <summary>The numbers of a tensor.</summary>
    public static T[] Numbers<T>(byte[] bytes)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(bytes).ToArray();

    private static byte[] BytesOf(float[] numbers)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Checkpoints are written on little-endian machines only.");
        var bytes = new byte[Buffer.ByteLength(numbers)];
        Buffer.BlockCopy(numbers, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
