using System.ComponentModel;
using System.Diagnostics;

namespace Presage.Cli;

/// <summary>Shows a page that was written in the user's browser, where there is a user and a browser.</summary>
internal static class PageOpening
{
    /// <summary>Opens it. A failure is no fault of the command's: the path is printed in any case.</summary>
    /// <returns>Whether a program was asked to open it.</returns>
    public static bool Try(string path)
    {
        if (Console.IsOutputRedirected || Console.IsInputRedirected)
            return false;
        string full = Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
                return Started(new ProcessStartInfo(full) { UseShellExecute = true });
            if (OperatingSystem.IsMacOS())
                return Started(new ProcessStartInfo("open", [full]));
            bool display = Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
            return display && Started(new ProcessStartInfo("xdg-open", [full]) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            return false;
        }
    }

    private static bool Started(ProcessStartInfo start)
    {
        using Process? process = Process.Start(start);
        return true;
    }
}
