using System.Globalization;

namespace Presage.Lab.Studies;

/// <summary>The description of a study has a mistake in it, or cannot be read.</summary>
/// <param name="path">The file as the user gave it.</param>
/// <param name="line">The line, from 1; null for the whole file.</param>
/// <param name="key">The key that is wrong; null where none is.</param>
/// <param name="cause">Why, in words a user can act on.</param>
public sealed class StudyFileException(string path, long? line, string? key, string cause)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{path}{(line is null ? "" : $", line {line}")}: {(key is null ? "" : $"'{key}' ")}{cause}"))
{
    /// <summary>The file as the user gave it.</summary>
    public string Path { get; } = path;

    /// <summary>The line, from 1; null for the whole file.</summary>
    public long? Line { get; } = line;

    /// <summary>The key that is wrong; null where none is.</summary>
    public string? Key { get; } = key;

    /// <summary>Why; a sentence of which the key is the subject, where there is one.</summary>
    public string Cause { get; } = cause;
}
