namespace Presage.Readers;

/// <summary>Nothing of a file can be used. The file is listed with the reason, and the others are read on.</summary>
internal sealed class UnusableFileException(string reason, string? record = null) : Exception(reason)
{
    /// <summary>The place where reading failed; null for the whole file.</summary>
    public string? Record { get; } = record;
}
