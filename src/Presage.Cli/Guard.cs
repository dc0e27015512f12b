using Presage.Lab.Ladders;
using Presage.Lab.Training;
using Presage.Outcomes;
using Presage.Readers;

namespace Presage.Cli;

/// <summary>Turns what can go wrong for reasons outside the program into a line and an exit code.</summary>
internal static class Guard
{
    /// <param name="error">Where the line goes.</param>
    /// <param name="work">The command's work.</param>
    /// <param name="whenStopped">What to say when the user stops it.</param>
    /// <returns>The work's own exit code, or that of what stopped it.</returns>
    public static int Run(TextWriter error, Func<int> work, string whenStopped = "Stopped. No output was changed.")
    {
        try
        {
            return work();
        }
        catch (UnreadableInputException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCode.NoReport;
        }
        catch (OutcomeStoreException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCode.NoReport;
        }
        catch (TrainingDivergedException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCode.NoReport;
        }
        catch (LadderStateException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCode.OutputFailed;
        }
        catch (OutputException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCode.OutputFailed;
        }
        catch (IOException exception)
        {
            // Files have their own exceptions; this is standard output, with a full disk behind it, say.
            error.WriteLine($"Cannot write to standard output: {exception.Message}");
            return ExitCode.OutputFailed;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine(whenStopped);
            return ExitCode.Cancelled;
        }
    }

    /// <summary>Writes bytes to standard output.</summary>
    public static void ToStandardOutput(Action<Stream> write)
    {
        using Stream standardOutput = Console.OpenStandardOutput();
        using BufferedStream buffered = new(standardOutput, 1 << 16);
        write(buffered);
    }
}
