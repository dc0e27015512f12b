namespace Presage.Testing;

/// <summary>
/// The folder of real evaluation results beside the project. It is not part of the project: tests that need it are
/// skipped on a machine without it, and fail where CI=true.
/// </summary>
internal static class SharedData
{
    /// <summary>Path of a file or folder below <c>shared/data</c>, found by walking up from the test.</summary>
    public static string Path(params string[] parts)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string root = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(root))
                return System.IO.Path.Combine([root, .. parts]);
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "shared/data is not on this machine.");
        throw new DirectoryNotFoundException("CI=true, and no folder 'shared/data' stands above the tests.");
    }
}
