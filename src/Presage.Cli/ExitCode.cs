namespace Presage.Cli;

/// <summary>The exit codes, documented in <c>--help</c> and in <c>docs/guide/command-line.md</c>.</summary>
internal static class ExitCode
{
    /// <summary>The report is made, and every recognised file was read.</summary>
    public const int Success = 0;

    /// <summary>The report is made, but some input was broken; it is listed.</summary>
    public const int BrokenInput = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>No report: an input cannot be read, or nothing usable was found.</summary>
    public const int NoReport = 3;

    /// <summary>An output cannot be written; no output was changed.</summary>
    public const int OutputFailed = 4;

    /// <summary>Stopped by the user; no output was changed.</summary>
    public const int Cancelled = 130;
}
