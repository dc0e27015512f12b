using System.Text.Json;
using Presage.Mirages;

namespace Presage.Cli.Tests;

/// <summary><c>presage explain</c>.</summary>
public sealed class ExplainTests
{
    [Fact]
    public void Explain_Piped_PrintsChartsSentenceAndTables()
    {
        using TemporaryFolder folder = new();
        PresageProcess explained = PresageProcess.Run(folder.Path, "explain");

        Assert.Equal(0, explained.ExitCode);
        Assert.Equal("", explained.Error);
        Assert.DoesNotContain("\u001b", explained.Output, StringComparison.Ordinal);
        Assert.Contains("With 50 items, no model below 300M parameters gets an answer right; with 5,000, models from 30M on do.", explained.Output, StringComparison.Ordinal);
        Assert.Contains("Exact match             1.33B 72.5B 38.7T 4.47", explained.Output, StringComparison.Ordinal);
        Assert.Contains("●", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_WithOutputs_WritesJsonAndPage()
    {
        using TemporaryFolder folder = new();
        PresageProcess explained = PresageProcess.Run(folder.Path, "explain", "--exponent", "-0.5", "--length", "10", "--items", "200", "--json", "explain.json", "--html", "explain.html");

        Assert.Equal(0, explained.ExitCode);
        Assert.Contains("Wrote explain.html", explained.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(Path.Combine(folder.Path, "explain.html")), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "explain.json")));
        Assert.Equal("presage.explain/1", json.RootElement.GetProperty("schema").GetString());
        Mirage mirage = new(new MirageSettings { Exponent = -0.5, TargetTokens = 10, Items = 200 });
        Assert.Equal(Mirage.Sizes.Length, json.RootElement.GetProperty("ladder").GetArrayLength());
        Assert.Equal(
            mirage.Tested.Select(rung => rung.Successes),
            json.RootElement.GetProperty("ladder").EnumerateArray().Select(rung => rung.GetProperty("right").GetInt64()));
    }

    [Fact]
    public void Explain_JsonToStandardOutput_PrintsNothingElse()
    {
        using TemporaryFolder folder = new();
        PresageProcess explained = PresageProcess.Run(folder.Path, "explain", "--json", "-");
        using JsonDocument json = JsonDocument.Parse(explained.Output);
        Assert.Equal(4, json.RootElement.GetProperty("transitions").GetArrayLength());
    }

    [Theory]
    [InlineData("--exponent must be between -1.5 and -0.05", "--exponent", "0.3")]
    [InlineData("--exponent must be between -1.5 and -0.05", "--exponent", "NaN")]
    [InlineData("--length must be between 1 and 100.", "--length", "0")]
    [InlineData("--choices must be between 2 and 26.", "--choices", "1")]
    [InlineData("--items must be between 1 and 100000.", "--items", "100001")]
    [InlineData("The page cannot go to standard output", "--html", "-")]
    public void Explain_OfWhatCannotBe_IsRefused(string complaint, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        PresageProcess refused = PresageProcess.Run(folder.Path, ["explain", .. arguments]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(complaint, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ToAFolderThatIsNotThere_WritesNothing()
    {
        using TemporaryFolder folder = new();
        PresageProcess refused = PresageProcess.Run(folder.Path, "explain", "--json", "explain.json", "--html", "missing/explain.html");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("its folder does not exist", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Keys_Pressed_ChooseASettingAndChangeItWithinItsRange()
    {
        ExplainKeys? keys = new(new MirageSettings(), 0);
        keys = Press(keys, ConsoleKey.RightArrow);
        Assert.Equal(-0.35, keys.Settings.Exponent, 12);
        keys = Press(Press(keys, ConsoleKey.DownArrow), ConsoleKey.LeftArrow);
        Assert.Equal(4, keys.Settings.TargetTokens);
        keys = Press(Press(keys, ConsoleKey.UpArrow), ConsoleKey.UpArrow);
        for (int press = 0; press < 30; press++)
            keys = Press(keys, ConsoleKey.RightArrow);
        Assert.Equal(MirageSettings.GreatestItems, keys.Settings.Items);
        Assert.Equal(4, keys.Settings.TargetTokens);
        for (int press = 0; press < 30; press++)
            keys = Press(keys, ConsoleKey.LeftArrow);
        Assert.Equal(1, keys.Settings.Items);
        Assert.Equal(keys, Press(keys, ConsoleKey.X));
        Assert.Null(keys.After(new ConsoleKeyInfo('q', ConsoleKey.Q, false, false, false)));
        Assert.Null(keys.After(new ConsoleKeyInfo('\u0003', ConsoleKey.C, false, false, true)));
    }

    [Fact]
    public void Keys_AtTheEndsOfTheExponent_StayInItsRange()
    {
        ExplainKeys steep = new(new MirageSettings(), 0), flat = steep;
        for (int press = 0; press < 40; press++)
            (steep, flat) = (Press(steep, ConsoleKey.RightArrow), Press(flat, ConsoleKey.LeftArrow));
        Assert.Equal(MirageSettings.LeastExponent, steep.Settings.Exponent);
        Assert.Equal(MirageSettings.GreatestExponent, flat.Settings.Exponent);
    }

    [Fact]
    public void Chart_OfAStep_JoinsItsTwoLevels()
    {
        BrailleChart chart = new(4, 2);
        chart.Curve(place => place < 0.5 ? 0 : 1);
        chart.Mark(0, 0, '○');
        Assert.Equal(["  ⡏⠉", "○⣀⠇ "], chart.Lines());
    }

    private static ExplainKeys Press(ExplainKeys keys, ConsoleKey key) => keys.After(new ConsoleKeyInfo('\0', key, false, false, false))!;
}
