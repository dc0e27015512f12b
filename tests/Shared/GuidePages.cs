namespace Presage.Testing;

/// <summary>The pages of <c>docs/guide</c>, so that tests can hold them to the code.</summary>
internal static class GuidePages
{
    /// <summary>Path of a page, found by walking up from the test to the solution.</summary>
    public static string Path(string page)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Presage.slnx")))
                return System.IO.Path.Combine(folder.FullName, "docs", "guide", page);
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Presage.slnx.");
    }
}
