using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Outcomes;

namespace Presage.Readers.Inputs;

/// <summary>Turns the user's arguments into files: files, folders, and patterns.</summary>
/// <remarks>
/// A file is printed relative to its argument, with the argument's last segment in front, so that the same inputs at another place
/// give the same report. Where two arguments end alike, as many segments are added as tell them apart.
/// </remarks>
internal sealed class InputFinder
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private readonly ImmutableArray<PathPattern> _excluded;
    private readonly CancellationToken _cancellation;
    private readonly List<InputFile> _files = [];
    private readonly HashSet<string> _seen = [];

    private InputFinder(ImmutableArray<string> excluded, CancellationToken cancellation)
    {
        _excluded = [.. excluded.Select(PathPattern.ForTail)];
        _cancellation = cancellation;
    }

    /// <summary>Folders that may not be read.</summary>
    public List<Rejection> Rejections { get; } = [];

    /// <summary>Arguments without any file.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The files, by argument, then by path (ordinal); each once.</summary>
    public IReadOnlyList<InputFile> Files => _files;

    /// <param name="arguments">What the user named.</param>
    /// <param name="options">The files named there, mapping and ladder, are no inputs even where they lie among them.</param>
    /// <param name="cancellation">Stops the walk.</param>
    /// <exception cref="UnreadableInputException">An argument does not exist or matches no file.</exception>
    public static InputFinder Find(IReadOnlyList<string> arguments, ReadOptions options, CancellationToken cancellation)
    {
        InputFinder finder = new(options.Excluded, cancellation);
        foreach (string? path in new[] { options.MappingPath, options.LadderPath })
        {
            if (path is not null)
                finder._seen.Add(Path.GetFullPath(path));
        }

        Argument[] parsed = [.. arguments.Select(Argument.Parse)];
        string[] labels = Labels(parsed);
        for (int i = 0; i < parsed.Length; i++)
            finder.Take(parsed[i], labels[i]);
        return finder;
    }

    private void Take(Argument argument, string label)
    {
        if (argument.IsFile)
        {
            Add(argument.Root, label);
            return;
        }

        List<(string FullPath, string Relative)> found = [];
        Walk(argument.Root, "", RealPath(argument.Root), label, [], found);
        PathPattern? pattern = argument.Pattern is null ? null : PathPattern.ForPath(argument.Pattern);
        found.RemoveAll(file => pattern is not null && !pattern.Matches(file.Relative));
        found.Sort((a, b) => string.CompareOrdinal(a.Relative, b.Relative));
        if (found.Count == 0 && pattern is not null)
            throw new UnreadableInputException(argument.Text, null, "no file matches this pattern");
        if (found.Count == 0)
            Notes.Add($"The folder {(label.Length == 0 ? "." : label)} holds no file to read.");
        foreach ((string fullPath, string relative) in found)
            Add(fullPath, label.Length == 0 ? relative : $"{label}/{relative}");
    }

    private void Add(string fullPath, string path)
    {
        if (!_excluded.Any(pattern => pattern.Matches(path)) && _seen.Add(fullPath))
            _files.Add(new InputFile(fullPath, path));
    }

    // visited holds real paths, so that a link back to a folder above ends the walk instead of repeating it.
    private void Walk(string folder, string relative, string real, string label, HashSet<string> visited, List<(string, string)> found)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!visited.Add(real))
            return;
        List<FileSystemInfo> entries;
        try
        {
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything)];
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            string path = string.Join('/', new[] { label, relative.TrimEnd('/') }.Where(part => part.Length > 0));
            Rejections.Add(new Rejection(path.Length == 0 ? "." : path, null, exception is UnauthorizedAccessException
                ? "no permission to read this folder"
                : "this folder cannot be read"));
            return;
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (FileSystemInfo entry in entries)
        {
            if (entry.Name.StartsWith('.'))
                continue;
            if (OutcomeStore.IsStore(entry.FullName))
            {
                Notes.Add($"{relative}{entry.Name} is a store of outcomes, and is read only where it is named itself.");
            }
            else if (Directory.Exists(entry.FullName))
            {
                string below = entry.LinkTarget is null ? Path.Join(real, entry.Name) : RealPath(entry.FullName);
                Walk(entry.FullName, relative + entry.Name + "/", below, label, visited, found);
            }
            else
            {
                found.Add((entry.FullName, relative + entry.Name));
            }
        }
    }

    // Follows links in every segment; links that loop or lead nowhere stay as they are.
    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string root = Path.GetPathRoot(full)!;
        string real = root;
        foreach (string segment in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Join(real, segment);
            try
            {
                if (new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target)
                    real = target.FullName;
            }
            catch (IOException)
            {
                return full;
            }
        }

        return real;
    }

    private static string[] Labels(Argument[] arguments)
    {
        int[] lengths = [.. arguments.Select(argument => argument.IsHere ? 0 : 1)];
        while (true)
        {
            string[] labels = [.. arguments.Zip(lengths, (argument, length) => argument.Tail(length))];
            bool changed = false;
            foreach (IGrouping<string, int> group in Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).ToList())
            {
                if (group.Select(i => arguments[i].Root).Distinct().Count() < 2)
                    continue;
                foreach (int i in group.Where(i => lengths[i] < arguments[i].Segments.Length))
                {
                    lengths[i]++;
                    changed = true;
                }
            }

            if (!changed)
                return labels;
        }
    }

    private sealed record Argument(string Text, string Root, string? Pattern, bool IsFile, bool IsHere)
    {
        public string[] Segments { get; } = Root.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);

        public string Tail(int length) => string.Join('/', Segments[^Math.Min(length, Segments.Length)..]);

        public static Argument Parse(string text)
        {
            if (text.Length == 0)
                throw new UnreadableInputException("''", null, "an empty path");
            if (File.Exists(text))
                return new Argument(text, Path.GetFullPath(text), null, IsFile: true, IsHere: false);
            if (Directory.Exists(text))
                return Folder(text, text, null);
            if (!PathPattern.IsPattern(text))
                throw new UnreadableInputException(text, null, "no such file or folder");
            string[] parts = text.Replace(Path.DirectorySeparatorChar, '/').Split('/');
            int fixedParts = Array.FindIndex(parts, PathPattern.IsPattern);
            string folder = fixedParts == 0 ? "." : string.Join('/', parts[..fixedParts]) + "/";
            if (!Directory.Exists(folder))
                throw new UnreadableInputException(text, null, $"no such folder: {folder}");
            return Folder(text, folder, string.Join('/', parts[fixedParts..]));
        }

        private static Argument Folder(string text, string folder, string? pattern)
        {
            string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            return new Argument(text, full, pattern, IsFile: false, full == Path.TrimEndingDirectorySeparator(Environment.CurrentDirectory));
        }
    }
}
