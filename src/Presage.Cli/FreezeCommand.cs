using System.CommandLine;
using Presage.Reports;

namespace Presage.Cli;

/// <summary><c>presage freeze</c> and <c>presage score</c>: a forecast written down before the fact, and compared after it.</summary>
internal static class FreezeCommand
{
    /// <summary><c>presage freeze PATH... -o FILE</c></summary>
    public static Command Create()
    {
        ReadingOptions reading = new();
        TargetOptions target = new();
        Option<string> file = new("--output", "-o") { Description = "Where the forecast goes; a file that exists is not replaced.", HelpName = "FILE", Required = true };
        Command command = new("freeze", "Write a forecast down with the SHA-256 of its inputs, to be scored when the model is there.");
        reading.AddInputs(command);
        target.AddTo(command);
        command.Options.Add(file);
        reading.AddBehaviour(command);
        command.Validators.Add(result =>
        {
            if (OptionRules.Words(result, file).Contains("-"))
                result.AddError("--output - is not possible: a frozen forecast is a file, which is not replaced. Use 'presage forecast --json -' for a stream.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Freeze(target.Into(new ForecastSettings { Reading = reading.Settings(parsed) }, parsed), parsed.GetValue(file)!, cancellation),
            CancellationToken.None));
        return command;
    }

    /// <summary><c>presage score FROZEN PATH...</c></summary>
    public static Command CreateScore()
    {
        Argument<string> frozen = new("FROZEN") { Description = "A forecast that 'presage freeze' wrote." };
        ReadingOptions reading = new();
        OutputOptions outputs = new();
        Command command = new("score", "Compare a frozen forecast with what happened.");
        command.Arguments.Add(frozen);
        reading.AddInputs(command);
        outputs.AddTo(command);
        reading.AddBehaviour(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Score(parsed.GetValue(frozen)!, reading.Settings(parsed), parsed.GetValue(outputs.Json), parsed.GetValue(outputs.Markdown), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Freeze(ForecastSettings settings, string path, CancellationToken cancellation) => Guard.Run(Console.Error, () =>
    {
        // What was said before the fact must not be replaced by accident.
        if (File.Exists(path))
            throw new OutputException(path, "it exists, and a frozen forecast is not replaced", null);
        if (new Forecasting(Console.Out, Console.Error).Report(settings, cancellation) is not var (report, read))
            return ExitCode.NoReport;
        using var files = new OutputFiles(read.Outcome.Files);
        files.Add(path, stream => ForecastReportJson.Write(report, stream));
        cancellation.ThrowIfCancellationRequested();
        files.Commit();
        int made = report.Series.Count(line => line.Forecast.Targets.Length > 0);
        if (!settings.Reading.Quiet)
            Console.Out.WriteLine($"Wrote {path}: {NumberText.Count(made, "forecast")}, {NumberText.Count(report.Series.Length - made)} series without one.");
        return BrokenInputs.Any(read.Outcome) ? ExitCode.BrokenInput : ExitCode.Success;
    });

    private static int Score(string path, ReadingSettings settings, string? json, string? markdown, CancellationToken cancellation) => Guard.Run(Console.Error, () =>
    {
        FrozenForecast frozen;
        try
        {
            using FileStream stream = File.OpenRead(path);
            frozen = FrozenForecast.Read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine($"Cannot read the forecast {path}: {exception.Message}");
            return ExitCode.NoReport;
        }

        using var progress = new ProgressLine(Console.Error, settings.Quiet);
        if (new CurveReading(Console.Error).Read(settings, progress, cancellation) is not { } read)
            return ExitCode.NoReport;
        progress.Clear();
        ForecastScore score = ForecastScore.Of(frozen, read.Outcome.Inputs, read.Curves);
        if (score.Scored.IsEmpty)
        {
            Console.Error.WriteLine($"The target of the forecast{(frozen.TargetModel is { } model ? $", {ReportText.Printable(model)}," : "")} is not in the inputs: none of {NumberText.Count(frozen.Series.Length)} series has it.");
            return ExitCode.NoReport;
        }

        TextTable table = score.Table();
        using (var files = new OutputFiles([.. read.Outcome.Files, path]))
        {
            if (json is not (null or "-"))
                files.Add(json, stream => ForecastScoreJson.Write(score, stream));
            if (markdown is not (null or "-"))
                files.Add(markdown, stream => ForecastMarkdown.Write("Score", [table], stream));
            if (json == "-")
                Guard.ToStandardOutput(stream => ForecastScoreJson.Write(score, stream));
            else if (markdown == "-")
                Guard.ToStandardOutput(stream => ForecastMarkdown.Write("Score", [table], stream));
            files.Commit();
        }

        if (!settings.Quiet && json != "-" && markdown != "-")
            new TerminalTables(Console.Out).Write(table, 0);
        return BrokenInputs.Any(read.Outcome) ? ExitCode.BrokenInput : ExitCode.Success;
    });
}
