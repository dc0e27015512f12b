namespace Presage.Cli.Tests;

/// <summary>The mappings of <c>examples/mappings</c>.</summary>
internal static class ExampleMapping
{
    public static string Path(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "examples", "mappings", name);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException(name);
    }
}
