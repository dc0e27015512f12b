using Presage.Lab.Studies;

namespace Presage.Cli;

/// <summary>What <c>presage demo</c> was asked for.</summary>
internal sealed record DemoSettings
{
    public required DemoSize Size { get; init; }

    /// <summary>Of the first model of each size.</summary>
    public required long Seed { get; init; }

    /// <summary>Where models and outcomes are kept; null to keep none.</summary>
    public string? Folder { get; init; }

    /// <summary>Null where no page is wanted.</summary>
    public string? Html { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Json { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Markdown { get; init; }

    /// <summary>Whether the page is shown in a browser.</summary>
    public bool Opens { get; init; } = true;

    public bool Quiet { get; init; }

    public int Threads { get; init; } = 1;
}
