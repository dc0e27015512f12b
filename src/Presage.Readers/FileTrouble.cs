namespace Presage.Readers;

/// <summary>Why a file cannot be opened or read on, without the absolute path that the system's own message holds.</summary>
internal static class FileTrouble
{
    public static string Describe(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "no permission to read this file",
        FileNotFoundException or DirectoryNotFoundException => "no such file, or a link to nothing",
        InvalidDataException => "the compressed data are damaged or cut off",
        _ => $"cannot be read ({exception.GetType().Name})",
    };
}
