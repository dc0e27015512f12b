using System.CommandLine;
using System.CommandLine.Parsing;
using Presage.Readers;

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
        return NearestWord.To(word, known) is { } near
            ? $"Unknown {kind} '{word}'. Did you mean '{near}'?"
            : $"Unknown {kind} '{word}'.";
    }
}
