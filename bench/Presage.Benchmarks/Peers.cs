using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Presage.Benchmarks;

/// <summary>What comparisons with programs in other languages share.</summary>
internal static class Peers
{
    public static void Warm(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
    }

    public static double Seconds(Action action)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
    }

    public static JsonElement Run(string folder, string script, params string[] files)
    {
        ProcessStartInfo start = new("/usr/bin/python3") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(folder, script));
        foreach (string file in files)
            start.ArgumentList.Add(file);

        // One thread each: NumPy would otherwise spread its small products over the processors.
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonDocument.Parse(output).RootElement
            : throw new InvalidOperationException($"{script} ended with exit code {process.ExitCode}; it needs python3 with the packages that it names.");
    }

    public static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    public static string Line(IEnumerable<double> values) => string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    public static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
