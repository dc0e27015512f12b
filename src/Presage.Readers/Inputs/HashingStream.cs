using System.Security.Cryptography;

namespace Presage.Readers.Inputs;

/// <summary>Reads a file forward and hashes every byte on the way, so that a file is read once.</summary>
internal sealed class HashingStream(Stream file) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer);
        _hash.AppendData(buffer[..read]);
        Count += read;
        return read;
    }

    /// <summary>Reads the file to its end and gives its SHA-256 in lower-case hexadecimal.</summary>
    public string Finish(CancellationToken cancellation)
    {
        byte[] rest = new byte[64 * 1024];
        while (Read(rest) > 0)
            cancellation.ThrowIfCancellationRequested();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
