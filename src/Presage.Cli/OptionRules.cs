using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Presage.Cli;

/// <summary>Rules that options of several commands keep.</summary>
internal static class OptionRules
{
    /// <summary>Refuses a number below a least one.</summary>
    public static void AtLeast(this Option<int> option, int least) => option.Validators.Add(result =>
    {
        // A word that is no number has its own complaint already.
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && value < least)
            result.AddError($"{option.Name} must be at least {least}.");
    });

    /// <summary>The words given for an argument or option, whether or not they are in error.</summary>
    public static IEnumerable<string> Words(CommandResult command, Symbol symbol) =>
        symbol switch
        {
            Argument argument => command.GetResult(argument)?.Tokens.Select(token => token.Value),
            Option option => command.GetResult(option)?.Tokens.Select(token => token.Value),
            _ => null,
        } ?? [];
}
