namespace Presage.Readers;

/// <summary>
/// The inputs cannot be read at all: a path that does not exist, the only input without permission, or a mapping or ladder file
/// with a mistake in it. Files with some unusable records do not throw; see <see cref="ReadOutcome.Rejected"/>.
/// </summary>
public sealed class UnreadableInputException : Exception
{
    /// <summary>States what cannot be read, and why.</summary>
    /// <param name="path">The file or folder as the user gave it.</param>
    /// <param name="record">The place in it, such as <c>line 12</c>; null for the whole.</param>
    /// <param name="cause">Why, in words a user can act on.</param>
    public UnreadableInputException(string path, string? record, string cause)
        : base(record is null ? $"{path}: {cause}" : $"{path}, {record}: {cause}")
    {
        Path = path;
        Record = record;
        Cause = cause;
    }

    /// <summary>The file or folder as the user gave it.</summary>
    public string Path { get; }

    /// <summary>The place in it; null for the whole.</summary>
    public string? Record { get; }

    /// <summary>Why.</summary>
    public string Cause { get; }
}
