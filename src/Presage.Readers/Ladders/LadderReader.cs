using Presage.Readers.Tables;

namespace Presage.Readers.Ladders;

/// <summary>Finds the user's model cards among the inputs.</summary>
internal sealed class LadderReader : IFormatReader
{
    public string Format => "ladder";

    public bool Recognises(FileHead head) => head.Json is null && (IsTable(head) || IsYaml(head));

    public void Read(Stream content, FileHead head, FileReading reading)
    {
        try
        {
            reading.Cards.AddRange(LadderFile.Read(content, head, reading.Path));
        }
        catch (UnreadableInputException mistake)
        {
            throw new UnusableFileException(mistake.Cause, mistake.Record);
        }
    }

    /// <summary>Whether the head is that of a table with a column name, a column family, and at least one amount.</summary>
    public static bool IsTable(FileHead head)
    {
        if (head.FirstLine is not { } line)
            return false;
        HashSet<string> names = new(CsvTable.NamesIn(line), StringComparer.OrdinalIgnoreCase);
        return names.Contains("name") && names.Contains("family")
            && CardParser.Keys.Except(["name", "family", "aliases", "source"]).Any(names.Contains);
    }

    private static bool IsYaml(FileHead head)
    {
        ReadOnlySpan<byte> text = head.Text;
        if (text.Contains((byte)0))
            return false;
        return text.StartsWith("models:"u8) || text.IndexOf("\nmodels:"u8) >= 0 || text.IndexOf("\rmodels:"u8) >= 0;
    }
}
