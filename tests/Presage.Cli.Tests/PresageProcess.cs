using System.Diagnostics;

namespace Presage.Cli.Tests;

/// <summary>Runs the program as a user does.</summary>
internal sealed record PresageProcess(int ExitCode, string Output, string Error)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Presage.Cli.dll");

    /// <summary>Runs it to its end, in a folder, with its output piped.</summary>
    public static PresageProcess Run(string folder, params string[] arguments) => Run("dotnet", [], folder, arguments);

    /// <summary>Runs it through another program.</summary>
    public static PresageProcess Run(string launcher, string[] launcherArguments, string folder, params string[] arguments)
    {
        using Process process = Start(launcher, launcherArguments, folder, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new PresageProcess(process.ExitCode, output, error.Result);
    }

    public static Process Start(string folder, params string[] arguments) => Start("dotnet", [], folder, arguments);

    private static Process Start(string launcher, string[] launcherArguments, string folder, string[] arguments)
    {
        ProcessStartInfo start = new(launcher)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (string argument in (string[])[.. launcherArguments, "exec", Program, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
