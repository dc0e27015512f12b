namespace Presage.Readers;

/// <summary>One file format.</summary>
internal interface IFormatReader
{
    /// <summary>The format's name as reports print it.</summary>
    string Format { get; }

    /// <summary>Whether a file is of this format, judged by its first bytes and never by its name.</summary>
    bool Recognises(FileHead head);

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="UnusableFileException">Nothing of the file can be used.</exception>
    void Read(Stream content, FileHead head, FileReading reading);
}
