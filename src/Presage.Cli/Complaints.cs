using System.CommandLine;
using System.CommandLine.Parsing;

namespace Presage.Cli;

/// <summary>Says what was wrong with a command line, and what was probably meant.</summary>
internal static class Complaints
{
    public static IEnumerable<string> About(ParseResult parsed)
    {
        var unmatched = new HashSet<string>(parsed.UnmatchedTokens, StringComparer.Ordinal);
        // What follows a misspelt command was meant for that command.
        foreach (string word in parsed.UnmatchedTokens.Take(1))
            yield return Misspelt(word, parsed.CommandResult.Command);
        foreach (ParseError error in parsed.Errors)
        {
            // The parser's own line about a word that is already explained, and its complaint that no command was given.
            bool explained = unmatched.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal));
            bool follows = unmatched.Count > 0 && error.SymbolResult is CommandResult { Command.Subcommands.Count: > 0 };
            if (!explained && !follows)
                yield return error.Message;
        }
    }

    /// <summary>A complaint about an unknown word, with the nearest known one where there is a near one.</summary>
    public static string Misspelt(string word, Command command)
    {
        string kind = word.StartsWith('-') ? "option" : "command";
        IEnumerable<string> known = word.StartsWith('-')
            ? command.Options.SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal))
            : command.Subcommands.Select(sub => sub.Name);
        return Nearest(word, known) is { } near
            ? $"Unknown {kind} '{word}'. Did you mean '{near}'?"
            : $"Unknown {kind} '{word}'.";
    }

    /// <summary>The candidate with the fewest edits, where fewer than half of the letters differ.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (Candidate: candidate, Edits: Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Edits <= Math.Max(2, pair.Candidate.Length / 3))
            .OrderBy(pair => pair.Edits)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();

    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
