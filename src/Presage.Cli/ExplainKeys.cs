using System.Collections.Immutable;
using Presage.Mirages;

namespace Presage.Cli;

/// <summary>What the keys change: one of four settings is chosen, and its value goes up or down.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Chosen">Index of the chosen setting: exponent, length, choices, items.</param>
internal sealed record ExplainKeys(MirageSettings Settings, int Chosen)
{
    private const int Count = 4;

    private static readonly ImmutableArray<int> Lengths = [.. Enumerable.Range(1, 20), 25, 30, 40, 50, 60, 80, 100];
    private static readonly ImmutableArray<int> ItemCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

    /// <summary>What a key does: up and down choose, left and right change; null where it ends the display.</summary>
    public ExplainKeys? After(ConsoleKeyInfo key) => key switch
    {
        { Key: ConsoleKey.Q or ConsoleKey.Escape } or { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control } => null,
        { Key: ConsoleKey.UpArrow } or { Key: ConsoleKey.Tab, Modifiers: ConsoleModifiers.Shift } => this with { Chosen = (Chosen + Count - 1) % Count },
        { Key: ConsoleKey.DownArrow or ConsoleKey.Tab } => this with { Chosen = (Chosen + 1) % Count },
        { Key: ConsoleKey.LeftArrow } => this with { Settings = Changed(-1) },
        { Key: ConsoleKey.RightArrow } => this with { Settings = Changed(1) },
        _ => this,
    };

    private MirageSettings Changed(int by) => Chosen switch
    {
        // To the right the law is steeper, in steps of a twentieth.
        0 => Settings with { Exponent = Math.Clamp(Math.Round((Settings.Exponent * 20) - by) / 20, MirageSettings.LeastExponent, MirageSettings.GreatestExponent) },
        1 => Settings with { TargetTokens = Next(Lengths, Settings.TargetTokens, by) },
        2 => Settings with { Choices = Math.Clamp(Settings.Choices + by, 2, MirageSettings.GreatestChoices) },
        _ => Settings with { Items = Next(ItemCounts, Settings.Items, by) },
    };

    private static int Next(ImmutableArray<int> steps, int value, int by) =>
        by > 0 ? steps.FirstOrDefault(step => step > value, value) : steps.LastOrDefault(step => step < value, value);
}
