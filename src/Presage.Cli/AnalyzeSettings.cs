namespace Presage.Cli;

/// <summary>What <c>presage analyze</c> was asked for.</summary>
internal sealed record AnalyzeSettings
{
    public required ReadingSettings Reading { get; init; }

    /// <summary>Null where no page is wanted.</summary>
    public string? Html { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Json { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Markdown { get; init; }

    public int Top { get; init; } = 20;
}
