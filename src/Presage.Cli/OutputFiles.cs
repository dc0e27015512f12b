namespace Presage.Cli;

/// <summary>Files that appear whole and together, or not at all.</summary>
/// <remarks>Each is written beside its place under a temporary name; only when all are finished are they renamed.</remarks>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<(string Temporary, string Path)> _pending = [];

    /// <summary>Writes one file under its temporary name.</summary>
    /// <param name="path">Its place; an existing file stays until <see cref="Commit"/>.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Add(string path, Action<Stream> write)
    {
        if (Directory.Exists(path))
            throw new OutputException(path, "it is a folder", null);
        string full = Path.GetFullPath(path);
        string temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                _pending.Add((temporary, full));
                write(file);
                file.Flush(flushToDisk: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OutputException(path, Cause(exception), exception);
        }
    }

    /// <summary>Puts every file in its place.</summary>
    /// <exception cref="OutputException">A file cannot be put in its place.</exception>
    public void Commit()
    {
        foreach ((string temporary, string path) in _pending)
        {
            try
            {
                File.Move(temporary, path, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new OutputException(path, Cause(exception), exception);
            }
        }

        _pending.Clear();
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        foreach ((string temporary, _) in _pending)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The report of the first failure matters more than a leftover temporary file.
            }
        }
    }

    private static string Cause(Exception exception) => exception switch
    {
        DirectoryNotFoundException => "its folder does not exist",
        UnauthorizedAccessException => "permission denied",
        _ => exception.Message,
    };
}
