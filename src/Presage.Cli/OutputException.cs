namespace Presage.Cli;

/// <summary>An output that cannot be written.</summary>
internal sealed class OutputException(string path, string cause, Exception? inner)
    : Exception($"Cannot write '{path}': {cause}.", inner);
