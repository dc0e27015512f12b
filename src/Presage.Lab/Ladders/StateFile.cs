namespace Presage.Lab.Ladders;

/// <summary>A file that appears whole or not at all: written beside its place, flushed to the disk, and renamed.</summary>
internal static class StateFile
{
    /// <exception cref="LadderStateException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (IsTrouble(exception))
        {
            TryDelete(temporary);
            throw new LadderStateException(path, $"cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>Whether the system refused to write. A file that it will not let grow comes as an argument out of range.</summary>
    public static bool IsTrouble(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stopped the writing is told; a left-over temporary file does no harm.
        }
    }
}
