using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Cli;

/// <summary>What <c>presage fit chinchilla</c> was asked for.</summary>
internal sealed record FitSettings
{
    public required string Path { get; init; }

    /// <summary>Column names for N, D, C or loss.</summary>
    public ImmutableDictionary<string, string> Columns { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<Flops> Budgets { get; init; } = [];

    /// <summary>How many of the highest losses to leave out.</summary>
    public int DropHighest { get; init; }

    public bool ScaleEstimated { get; init; }

    public int Draws { get; init; } = 4000;

    public long Seed { get; init; } = 1;

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Json { get; init; }

    /// <summary>Null where no page is wanted.</summary>
    public string? Html { get; init; }

    public bool Quiet { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;
}
