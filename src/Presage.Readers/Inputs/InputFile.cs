namespace Presage.Readers.Inputs;

/// <summary>A file to read.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Path">As reports print it.</param>
internal sealed record InputFile(string FullPath, string Path);
