using System.Diagnostics;

namespace Presage.Cli.Tests;

/// <summary>Runs the program as a user does.</summary>
internal sealed record PresageProcess(int ExitCode, string Output, string Error)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Presage.Cli.dll");

    /// <summary>Runs it to its end, in a folder, with its output piped.</summary>
    public static PresageProcess Run(string folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new PresageProcess(process.ExitCode, output, error.Result);
    }

    public static Process Start(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (string argument in new[] { "exec", Program }.Concat(arguments))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
