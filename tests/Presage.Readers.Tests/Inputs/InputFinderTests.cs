using System.Security.Cryptography;

namespace Presage.Readers.Tests.Inputs;

public class InputFinderTests
{
    private const string Table = "model,task,metric,value\nm,t,acc,0.5\n";

    [Fact]
    public void Folder_IsWalkedInOrdinalOrderWithoutHiddenFiles()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "set/b.csv", "set/B.csv", "set/a/z.csv", "set/a-b.csv", "set/.hidden.csv", "set/.git/x.csv" })
            folder.Write(name, Table);

        Assert.Equal(["set/B.csv", "set/a-b.csv", "set/a/z.csv", "set/b.csv"], Paths(Reading.Of(folder["set"])));
    }

    [Fact]
    public void Arguments_WithTheSameLastSegment_StayDistinct()
    {
        using TemporaryFolder folder = new();
        folder.Write("x/results/t.csv", Table);
        folder.Write("y/results/t.csv", Table);

        Assert.Equal(["y/results/t.csv", "x/results/t.csv"], Paths(Reading.Of(folder["y/results"], folder["x/results/"])));
        Assert.Equal(["x/results/t.csv", "y/results/t.csv"], Paths(Reading.Of(folder["x/results/t.csv"], folder["y/results/t.csv"])));
    }

    [Fact]
    public void FileNamedTwice_IsReadOnce()
    {
        using TemporaryFolder folder = new();
        folder.Write("set/t.csv", Table);

        Assert.Equal(["set/t.csv"], Paths(Reading.Of(folder["set"], folder["set/t.csv"], folder["set"])));
    }

    [Theory]
    [InlineData("*.csv", new[] { "set/a.csv" })]
    [InlineData("**/*.csv", new[] { "set/a.csv", "set/deep/er/c.csv" })]
    [InlineData("deep/?r/c.csv", new[] { "set/deep/er/c.csv" })]
    public void Pattern_SelectsFiles(string pattern, string[] expected)
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "set/a.csv", "set/deep/er/c.csv", "set/note.txt" })
            folder.Write(name, Table);

        Assert.Equal(expected.Select(path => path.Replace("set/deep/er", pattern.StartsWith("deep", StringComparison.Ordinal) ? "deep/er" : "set/deep/er", StringComparison.Ordinal)),
            Paths(Reading.Of(folder["set/" + pattern])));
    }

    [Fact]
    public void Excluded_FilesAreLeftOut()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "set/a.csv", "set/old/a.csv", "set/b.txt" })
            folder.Write(name, Table);

        Assert.Equal(["set/a.csv"], Paths(Reading.With(new ReadOptions { Excluded = ["*.txt", "old/**"] }, folder["set"])));
    }

    [Fact]
    public void SymbolicLinks_ThatLoop_EndTheWalk()
    {
        using TemporaryFolder folder = new();
        folder.Write("set/a.csv", Table);
        Directory.CreateSymbolicLink(folder["set/loop"], folder["set"]);
        Directory.CreateSymbolicLink(folder["set/up"], folder.Path);
        File.CreateSymbolicLink(folder["set/gone.csv"], folder["nowhere"]);

        ReadOutcome outcome = Reading.Of(folder["set"]);

        Assert.Equal(["set/a.csv"], outcome.Inputs.Where(input => input.Results > 0).Select(input => input.Path));
        Assert.Contains("link to nothing", Assert.Single(outcome.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sha256_IsThatOfTheBytesOnDisk()
    {
        using TemporaryFolder folder = new();
        byte[] table = System.Text.Encoding.UTF8.GetBytes(Table);
        string packed = folder.WriteGzip("t.csv.gz", table);

        ReadOutcome outcome = Reading.Of(packed);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(packed))), outcome.Inputs[0].Sha256);
        Assert.Equal(0.5, Assert.Single(outcome.Results).Value);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("nowhere/*.csv")]
    [InlineData("*.nothing")]
    public void MissingPath_Throws(string name)
    {
        using TemporaryFolder folder = new();

        Assert.Contains("no ", Assert.Throws<UnreadableInputException>(() => Reading.Of(folder[name])).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyFolder_GivesNoInputsAndANote()
    {
        using TemporaryFolder folder = new();

        ReadOutcome outcome = Reading.Of(folder.Path);

        Assert.Empty(outcome.Inputs);
        Assert.Contains("no file to read", Assert.Single(outcome.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_WithoutPermission_IsRejected_AndThrowsWhereItIsTheOnlyInput()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps permissions elsewhere.");
            return;
        }

        using TemporaryFolder folder = new();
        folder.Write("set/a.csv", Table);
        folder.Write("set/closed/b.csv", Table);
        File.SetUnixFileMode(folder["set/closed"], UnixFileMode.None);
        try
        {
            Assert.SkipWhen(CanList(folder["set/closed"]), "This user may read everything.");
            ReadOutcome outcome = Reading.Of(folder["set"]);
            Assert.Equal(("set/closed", "no permission to read this folder"), (Assert.Single(outcome.Rejected).Path, outcome.Rejected[0].Reason));
            Assert.Single(outcome.Results);
            Assert.Throws<UnreadableInputException>(() => Reading.Of(folder["set/closed"]));
        }
        finally
        {
            File.SetUnixFileMode(folder["set/closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static bool CanList(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder).Length >= 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Paths(ReadOutcome outcome) => outcome.Inputs.Select(input => input.Path);
}
