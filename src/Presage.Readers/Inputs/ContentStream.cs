namespace Presage.Readers.Inputs;

/// <summary>A file's content with its head put back in front, up to a limit, until the user stops it.</summary>
internal sealed class ContentStream(byte[] head, Stream rest, long limit, CancellationToken cancellation) : ForwardStream
{
    private int _replayed;
    private long _count;

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        int read;
        if (_replayed < head.Length)
        {
            read = Math.Min(buffer.Length, head.Length - _replayed);
            head.AsSpan(_replayed, read).CopyTo(buffer);
            _replayed += read;
        }
        else
        {
            read = rest.Read(buffer);
        }

        _count += read;
        if (_count > limit)
            throw new UnusableFileException($"expands to more than {limit / (1L << 30)} GB");
        return read;
    }
}
