using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Presage.Cli;

/// <summary>The options that name the target of a forecast.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _compute = new("--compute") { Description = "Forecast a model of this training compute, in FLOP.", HelpName = "FLOP" };
    private readonly Option<string?> _model = new("--model") { Description = "Forecast a model: its parameters and tokens, as 7e9,2e12, or the name of a known model.", HelpName = "N,D|NAME" };
    private readonly Option<string?> _origin = new("--origin")
    {
        Description = "Use only points up to this amount on the axis (compute, parameters or tokens), as if later models did not exist.",
        HelpName = "AMOUNT",
    };

    private readonly Option<string?> _samples = new("--samples") { Description = "Test items of the new run; default: the sampling error of the series.", HelpName = "N" };

    /// <summary>Adds the options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_compute, _model, _origin, _samples])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            string? compute = Word(result, _compute), model = Word(result, _model), origin = Word(result, _origin), samples = Word(result, _samples);
            if (compute is null && model is null)
                result.AddError("Say what to forecast: --compute 1e24, --model 7e9,2e12 (parameters, tokens), or --model NAME.");
            if (compute is not null && model is not null)
                result.AddError("Give --compute or --model, not both.");
            if (compute is not null && Amount(compute) is null)
                result.AddError($"--compute '{compute}' is not a number above 0, such as 1e24.");
            if (origin is not null && Amount(origin) is null)
                result.AddError($"--origin '{origin}' is not a number above 0, such as 1e22.");
            if (samples is not null && Items(samples) is null)
                result.AddError($"--samples '{samples}' is not a whole number of at least 1.");
            if (model is { } given && given.Contains(',', StringComparison.Ordinal) && Sizes(given) is null)
                result.AddError($"--model '{given}' is not a pair of numbers above 0, parameters and tokens, such as 7e9,2e12.");
            else if (model is { } pair && Sizes(pair) is var (n, d) && !double.IsFinite(6 * n * d))
                result.AddError($"--model '{pair}': its training compute, 6 N D, is larger than any number that can be held.");
        });
    }

    /// <summary>The settings with the target of a command line without errors.</summary>
    public ForecastSettings Into(ForecastSettings settings, ParseResult parsed) => settings with
    {
        Compute = parsed.GetValue(_compute) is { } compute ? Amount(compute) : null,
        Model = parsed.GetValue(_model),
        Origin = parsed.GetValue(_origin) is { } origin ? Amount(origin) : null,
        Samples = parsed.GetValue(_samples) is { } samples ? Items(samples) : null,
    };

    /// <summary>Parameters and tokens of <c>N,D</c>; null where that is not what it is.</summary>
    public static (double Parameters, double Tokens)? Sizes(string text) =>
        text.Split(',') is [var n, var d] && Amount(n) is { } parameters && Amount(d) is { } tokens ? (parameters, tokens) : null;

    private static string? Word(CommandResult result, Option option) => OptionRules.Words(result, option).FirstOrDefault();

    private static long? Items(string word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long items) && items >= 1 ? items : null;

    private static double? Amount(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && amount > 0 && double.IsFinite(amount) ? amount : null;
}
