using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Presage.Readers;
using Presage.Readers.Tables;
using Presage.Units;

namespace Presage.Cli;

/// <summary><c>presage fit chinchilla DATA.csv</c>: its options, and how they become settings.</summary>
internal static class FitCommand
{
    public static Command Create() => new("fit", "Fit a law to a table of pre-training losses.") { Chinchilla() };

    private static Command Chinchilla()
    {
        Argument<string> path = new("DATA") { Description = "CSV with parameters N, tokens D or compute C (then D = C / 6N), and loss in nats per token; .gz is fine." };
        Option<string[]> columns = new("--columns")
        {
            Description = "Which column is which, where names differ from the usual ones: N=NAME,C=NAME,loss=NAME.",
            HelpName = "N=NAME,...",
        };
        Option<string[]> budget = new("--budget") { Description = "Split this training compute, in FLOP, between parameters and tokens; may be repeated.", HelpName = "FLOP" };
        Option<int> dropHighest = new("--drop-highest") { Description = "Leave out so many of the highest losses.", HelpName = "N" };
        Option<bool> estimateScale = new("--estimate-scale") { Description = "Estimate the scale of the residuals too, as Besiroglu et al. (2024) did for their intervals." };
        Option<int> draws = new("--draws") { Description = "Resamples of the points behind the intervals.", HelpName = "N", DefaultValueFactory = _ => 4000 };
        Option<long> seed = new("--seed") { Description = "What the resamples follow from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string?> json = new("--json") { Description = "Write the fit as JSON; - for standard output.", HelpName = "FILE" };
        Option<string?> html = new("--html") { Description = "Write a page with the plots.", HelpName = "FILE" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print nothing but errors." };
        Option<int> threads = new("--threads") { Description = "Threads; the fit is the same at any number.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        columns.Validators.Add(result =>
        {
            if (TryColumns(result.Tokens.Select(token => token.Value), out string complaint) is null)
                result.AddError(complaint);
        });
        budget.Validators.Add(result => Check(result, word => Budget(word) is null ? $"--budget '{word}' is not a number above 0, such as 1e24." : null));
        dropHighest.AtLeast(0);
        draws.AtLeast(100);
        threads.AtLeast(1);

        Command command = new("chinchilla", "Fit L(N, D) = E + A/N^alpha + B/D^beta (Hoffmann et al. 2022) with bootstrap intervals, and split budgets by it.")
        {
            path, columns, budget, dropHighest, estimateScale, draws, seed, json, html, quiet, threads,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(path)?.Tokens is [{ Value: ['-', _, ..] word }])
                result.AddError(Complaints.Misspelt(word, command));
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () => new LossLawFit(Console.Out, Console.Error).Run(
                new FitSettings
                {
                    Path = parsed.GetValue(path)!,
                    Columns = TryColumns(parsed.GetValue(columns) ?? [], out _)!,
                    Budgets = [.. (parsed.GetValue(budget) ?? []).Select(word => Budget(word)!.Value)],
                    DropHighest = parsed.GetValue(dropHighest),
                    ScaleEstimated = parsed.GetValue(estimateScale),
                    Draws = parsed.GetValue(draws),
                    Seed = parsed.GetValue(seed),
                    Json = parsed.GetValue(json),
                    Html = parsed.GetValue(html),
                    Quiet = parsed.GetValue(quiet),
                    Threads = parsed.GetValue(threads),
                },
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static Flops? Budget(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value) ? Flops.From(value) : null;

    /// <summary>Reads <c>N=Model Size,loss=final loss</c>; null with a complaint where that is not understood.</summary>
    private static ImmutableDictionary<string, string>? TryColumns(IEnumerable<string> words, out string complaint)
    {
        var named = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (string part in words.SelectMany(word => word.Split(',')))
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            complaint = sides is not [_, { Length: > 0 }] ? $"--columns '{part}' is not of the form N=NAME."
                : !LossColumns.Meanings.Contains(sides[0]) ? $"--columns {sides[0]}: {NearestWord.Advice(sides[0], LossColumns.Meanings)}"
                : named.ContainsKey(sides[0]) ? $"--columns names {sides[0]} more than once."
                : "";
            if (complaint.Length > 0)
                return null;
            named.Add(sides[0], sides[1]);
        }

        complaint = "";
        return named.ToImmutable();
    }

    private static void Check(OptionResult result, Func<string, string?> complaint)
    {
        foreach (Token token in result.Tokens)
        {
            if (complaint(token.Value) is { } error)
                result.AddError(error);
        }
    }
}
