using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;

namespace Presage.Readers.Inputs;

/// <summary>Unpacks gzip of any number of members, and checks length and checksum of each. What follows the last member and is not gzip is ignored, as gzip does.</summary>
/// <remarks>The class library's own stream ends in silence where a file is cut off, and takes half a file for a whole one.</remarks>
internal sealed class CheckedGzip(Stream packed) : ForwardStream
{
    private readonly GZipInputStream _gzip = new(packed) { IsStreamOwner = false };

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _gzip.Read(buffer);
        }
        catch (Exception exception) when (exception is SharpZipBaseException or EndOfStreamException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The gzip data are damaged or cut off.", exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }
}
