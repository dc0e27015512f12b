using System.CommandLine;
using System.Globalization;
using Presage.Html;
using Presage.Mirages;
using Presage.Reports;

namespace Presage.Cli;

/// <summary><c>presage explain</c>: one smooth law under five metrics and through a small test, in closed form.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        MirageSettings defaults = new();
        Option<double> exponent = new("--exponent")
        {
            Description = "Power of the size with which the cross-entropy per token falls, -1.5 to -0.05.",
            HelpName = "ALPHA",
            DefaultValueFactory = _ => defaults.Exponent,
        };
        Option<int> length = Whole("--length", "Tokens of an answer, 1 to 100; exact match wants all right.", "L", 1, MirageSettings.GreatestTargetTokens, defaults.TargetTokens);
        Option<int> choices = Whole("--choices", "Choices of a question, 2 to 26.", "K", 2, MirageSettings.GreatestChoices, defaults.Choices);
        Option<int> items = Whole("--items", "Items of the test, 1 to 100000.", "N", 1, MirageSettings.GreatestItems, defaults.Items);
        Option<string?> html = new("--html") { Description = "Write a page with sliders, and open it.", HelpName = "FILE" };
        Option<bool> noOpen = new("--no-open") { Description = "Do not open the page." };
        Option<string?> json = new("--json") { Description = "Write the numbers as JSON; - for standard output.", HelpName = "FILE" };
        exponent.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out double value)
                && value is not (>= MirageSettings.LeastExponent and <= MirageSettings.GreatestExponent))
                result.AddError("--exponent must be between -1.5 and -0.05: the cross-entropy falls with size.");
        });

        Command command = new("explain", "Show how one smooth law looks under five metrics and through a small test; in a terminal, the arrow keys change it live.");
        foreach (Option option in (Option[])[exponent, length, choices, items, json, html, noOpen])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (OptionRules.Words(result, html).Contains("-"))
                result.AddError("The page cannot go to standard output; --json can.");
            if (OptionRules.Words(result, html).Concat(OptionRules.Words(result, json)).Contains(""))
                result.AddError("An output needs a file name.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(
                new MirageSettings { Exponent = parsed.GetValue(exponent), TargetTokens = parsed.GetValue(length), Choices = parsed.GetValue(choices), Items = parsed.GetValue(items) },
                parsed.GetValue(json), parsed.GetValue(html), opens: !parsed.GetValue(noOpen), cancellation),
            CancellationToken.None));
        return command;
    }

    private static Option<int> Whole(string name, string description, string symbol, int least, int greatest, int start)
    {
        Option<int> option = new(name) { Description = description, HelpName = symbol, DefaultValueFactory = _ => start };
        option.Validators.Add(result =>
        {
            // A word that is no whole number has its own complaint already.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && (value < least || value > greatest))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be between {least} and {greatest}."));
        });
        return option;
    }

    private static int Run(MirageSettings settings, string? json, string? html, bool opens, CancellationToken cancellation) => Guard.Run(Console.Error, () =>
    {
        ExplainScreen screen = new(Console.Out);
        if (json is null && html is null && screen.CanBeLive)
        {
            screen.Write(new Mirage(screen.Live(settings, cancellation)));
            return ExitCode.Success;
        }

        Mirage mirage = new(settings);
        List<string> written = [];
        using (OutputFiles files = new([]))
        {
            Add(json, stream => MirageJson.Write(mirage, stream));
            Add(html, stream => ExplainPage.Write(settings, stream));
            cancellation.ThrowIfCancellationRequested();
            if (json == "-")
                Guard.ToStandardOutput(stream => MirageJson.Write(mirage, stream));
            files.Commit();

            void Add(string? path, Action<Stream> write)
            {
                if (path is null or "-")
                    return;
                files.Add(path, write);
                written.Add(path);
            }
        }

        if (json != "-")
            screen.Write(mirage);
        foreach (string path in written)
            (json == "-" ? Console.Error : Console.Out).WriteLine($"Wrote {path}");
        if (html is not null && opens)
            PageOpening.Try(html);
        return ExitCode.Success;
    });
}
