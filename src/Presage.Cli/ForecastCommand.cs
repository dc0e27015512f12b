using System.CommandLine;
using System.Globalization;

namespace Presage.Cli;

/// <summary><c>presage forecast</c> and <c>presage backtest</c>: their options, and how they become settings.</summary>
internal static class ForecastCommand
{
    /// <summary><c>presage forecast PATH...</c></summary>
    public static Command Create()
    {
        ReadingOptions reading = new();
        TargetOptions target = new();
        OutputOptions outputs = new();
        Option<string?> threshold = new("--threshold") { Description = "Print the probability of a score above this.", HelpName = "SCORE" };
        Option<int> top = Top();
        Command command = new("forecast", "Forecast the next model: distributions of its scores, with the backtest that says how far to believe them.");
        reading.AddInputs(command);
        target.AddTo(command);
        command.Options.Add(threshold);
        outputs.AddTo(command);
        command.Options.Add(top);
        reading.AddBehaviour(command);
        threshold.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Number(token.Value) is null)
                result.AddError($"--threshold '{token.Value}' is not a number.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () => new Forecasting(Console.Out, Console.Error).Run(
                target.Into(
                    new ForecastSettings
                    {
                        Reading = reading.Settings(parsed),
                        Threshold = parsed.GetValue(threshold) is { } word ? Number(word) : null,
                        Json = parsed.GetValue(outputs.Json),
                        Markdown = parsed.GetValue(outputs.Markdown),
                        Top = parsed.GetValue(top),
                    },
                    parsed),
                cancellation),
            CancellationToken.None));
        return command;
    }

    /// <summary><c>presage backtest PATH...</c></summary>
    public static Command CreateBacktest()
    {
        ReadingOptions reading = new();
        OutputOptions outputs = new();
        Command command = new("backtest", "Forecast every model from the smaller ones, and score it: rolling origin, never a random split.");
        reading.AddInputs(command);
        outputs.AddTo(command);
        reading.AddBehaviour(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => new Forecasting(Console.Out, Console.Error).Run(
                new ForecastSettings
                {
                    Reading = reading.Settings(parsed),
                    Json = parsed.GetValue(outputs.Json),
                    Markdown = parsed.GetValue(outputs.Markdown),
                    BacktestOnly = true,
                },
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static Option<int> Top()
    {
        Option<int> top = new("--top") { Description = "Series to show in the terminal; 0 for all.", HelpName = "N", DefaultValueFactory = _ => 40 };
        top.AtLeast(0);
        return top;
    }

    private static double? Number(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
