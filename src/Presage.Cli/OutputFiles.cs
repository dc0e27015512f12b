namespace Presage.Cli;

/// <summary>Files that appear whole and together, or not at all.</summary>
/// <remarks>
/// Each is written beside its place under a temporary name; only when all are finished are they renamed. A symbolic link is followed, so
/// that its target is replaced and not the link. What lies under <c>/dev</c> or <c>/proc</c> is no file to replace: it is written to directly.
/// </remarks>
/// <param name="inputs">Files that were read: an output that is one of them would destroy it, and is refused.</param>
internal sealed class OutputFiles(IEnumerable<string> inputs) : IDisposable
{
    private readonly HashSet<string> _inputs = [.. inputs.Select(Place)];
    private readonly List<(string Temporary, string Path)> _pending = [];

    /// <summary>Where an output really goes: absolute, links followed.</summary>
    /// <exception cref="OutputException">The path cannot be followed.</exception>
    public static string Place(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            return IsDevice(full) || new FileInfo(full).LinkTarget is null
                ? full
                : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OutputException(path, Cause(exception), exception);
        }
    }

    /// <summary>Writes one file under its temporary name.</summary>
    /// <param name="path">Its place; an existing file stays until <see cref="Commit"/>.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Add(string path, Action<Stream> write)
    {
        string place = Place(path);
        if (Directory.Exists(place))
            throw new OutputException(path, "it is a folder", null);
        if (_inputs.Contains(place))
            throw new OutputException(path, "it is one of the inputs", null);
        if (_pending.Any(pending => pending.Path == place))
            throw new OutputException(path, "another output goes there too", null);
        bool isDevice = IsDevice(place);
        string target = isDevice ? place : Path.Combine(Path.GetDirectoryName(place)!, $".{Path.GetFileName(place)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using FileStream file = new(target, isDevice ? FileMode.Open : FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
            if (!isDevice)
                _pending.Add((target, place));
            write(file);
            file.Flush(flushToDisk: !isDevice);
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

    /// <summary>Whether a path names no file that could be replaced: a device, a pipe of the shell's, standard output by name.</summary>
    internal static bool IsDevice(string place) =>
        place.StartsWith("/dev/", StringComparison.Ordinal) || place.StartsWith("/proc/", StringComparison.Ordinal);

    private static string Cause(Exception exception) => exception switch
    {
        DirectoryNotFoundException => "its folder does not exist",
        UnauthorizedAccessException => "permission denied",
        _ => exception.Message.TrimEnd('.'),
    };
}
