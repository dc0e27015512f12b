using Presage.Readers;

namespace Presage.Cli;

/// <summary>Tells broken input from files that merely are no results.</summary>
internal static class BrokenInputs
{
    /// <summary>Whether a file of a recognised format gave nothing, or a file or folder could not be opened.</summary>
    public static bool Any(ReadOutcome read)
    {
        HashSet<string> opened = [.. read.Inputs.Where(input => input.Sha256 is not null).Select(input => input.Path)];
        return read.Inputs.Any(input => input is { Format: not null, Results: 0, Rejected: > 0 })
            || read.Rejected.Any(rejection => !opened.Contains(rejection.Path));
    }
}
