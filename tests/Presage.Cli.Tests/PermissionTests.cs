namespace Presage.Cli.Tests;

public sealed class PermissionTests
{
    /// <summary>Permissions do not bind the superuser, so the program is run as nobody there.</summary>
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void FolderWithoutReadPermission_IsNamedAndTheRestGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Unix permissions.");
        using var folder = new TemporaryFolder();
        folder.Add("in/table.csv", "model,task,metric,value,n\nEleutherAI/pythia-70m,arc_easy,acc,0.38,2376\n");
        folder.Add("in/secret/table.csv", "model,task,metric,value,n\nEleutherAI/pythia-160m,arc_easy,acc,0.44,2376\n");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(Path.Combine(folder.Path, "in", "secret"), UnixFileMode.None);
        try
        {
            PresageProcess run = Environment.UserName == "root"
                ? PresageProcess.Run("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet"], folder.Path, "analyze", "in", "--no-html", "--json", "-")
                : PresageProcess.Run(folder.Path, "analyze", "in", "--no-html", "--json", "-");
            Assert.True(run.ExitCode == ExitCode.BrokenInput, run.Error);
            Assert.Contains("in/secret", run.Output, StringComparison.Ordinal);
            Assert.Contains("pythia-70m", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("pythia-160m", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(Path.Combine(folder.Path, "in", "secret"), (UnixFileMode)0b111_000_000);
        }
    }
}
