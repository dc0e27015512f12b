namespace Presage.Testing;

/// <summary>Compares text with a committed file <c>NAME.verified.EXT</c> beside the test.</summary>
internal static class Golden
{
    /// <summary>Fails where the text differs from the verified file, and leaves a <c>.received</c> file to compare and adopt.</summary>
    public static void Verify(string actual, string name, [System.Runtime.CompilerServices.CallerFilePath] string testFile = "")
    {
        string folder = Path.GetDirectoryName(testFile)!;
        string stem = Path.GetFileNameWithoutExtension(name);
        string extension = Path.GetExtension(name);
        string verified = Path.Combine(folder, $"{stem}.verified{extension}");
        string received = Path.Combine(folder, $"{stem}.received{extension}");
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == actual.ReplaceLineEndings("\n"))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Equal(expected, actual.ReplaceLineEndings("\n"));
    }
}
