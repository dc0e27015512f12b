namespace Presage.Reports.Training;

/// <summary>The section of a Markdown report on how its models were trained.</summary>
internal static class TrainingMarkdown
{
    /// <summary>Writes the section where there is one.</summary>
    public static void Write(StreamWriter text, TrainingReport? training)
    {
        if (training is null)
            return;
        text.WriteLine();
        text.WriteLine("## How the models were trained");
        foreach (TrainedLadder ladder in training.Ladders)
        {
            text.WriteLine();
            text.WriteLine($"### {ReportMarkdown.Escape($"{TrainingText.Name(ladder)}: {ladder.Example}")}");
            text.WriteLine();
            text.WriteLine(ReportMarkdown.Escape(TrainingText.Sentence(ladder)));
            if (!ladder.Transitions.IsDefaultOrEmpty)
                Table(text, TrainingText.Transitions(ladder));
        }
    }

    private static void Table(StreamWriter text, TextTable table)
    {
        text.WriteLine();
        text.WriteLine($"| {string.Join(" | ", table.Columns.Select(ReportMarkdown.Escape))} |");
        text.WriteLine($"|{string.Concat(table.Columns.Select(_ => "---|"))}");
        foreach (var row in table.Rows)
            text.WriteLine($"| {string.Join(" | ", row.Select(ReportMarkdown.Escape))} |");
        foreach (string note in table.Notes)
        {
            text.WriteLine();
            text.WriteLine(ReportMarkdown.Escape(note));
        }
    }
}
