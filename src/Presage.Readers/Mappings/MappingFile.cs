using System.Collections.Immutable;
using System.Security.Cryptography;
using Presage.Evaluations;
using Presage.Models;
using Presage.Readers.Inputs;
using Presage.Readers.Ladders;
using Presage.Readers.Yaml;
using Presage.Reports;

namespace Presage.Readers.Mappings;

/// <summary>A user's description of foreign tables (<c>docs/guide/reading.md</c>).</summary>
internal sealed class MappingFile
{
    private static readonly string[] Keys = ["tables", "cards", "items", "ignore"];

    private readonly ImmutableArray<TableMapping> _tables;
    private readonly ImmutableArray<PathPattern> _ignored;

    private MappingFile(ImmutableArray<TableMapping> tables, ImmutableArray<PathPattern> ignored, ImmutableArray<ModelCard> cards, InputReport input)
    {
        _tables = tables;
        _ignored = ignored;
        Cards = cards;
        Input = input;
    }

    /// <summary>Model cards that the mapping brings along.</summary>
    public ImmutableArray<ModelCard> Cards { get; }

    /// <summary>How its samples become means.</summary>
    public SampleMeansOptions SampleMeans { get; private init; } = new();

    /// <summary>The mapping itself, as reports list it.</summary>
    public InputReport Input { get; }

    /// <exception cref="UnreadableInputException">The file is missing, or has a mistake in it.</exception>
    public static MappingFile Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableInputException(path, null, FileTrouble.Describe(exception));
        }

        using MemoryStream content = new(bytes, writable: false);
        YamlSection root = YamlSection.Parse(LadderFile.Text(content, path), path);
        root.AllowOnly(Keys);
        ImmutableArray<TableMapping> tables = [.. root.Sections("tables").Select(table => new TableMapping(table))];
        string name = Path.GetFileName(path);
        return tables.IsEmpty
            ? throw root.Mistake("'tables' is missing: no file would be read")
            : new MappingFile(
                tables,
                [.. root.Texts("ignore").Select(PathPattern.ForTail)],
                [.. root.Sections("cards").Select(card => CardParser.Parse(card, name))],
                new InputReport(name, "mapping", Convert.ToHexStringLower(SHA256.HashData(bytes)), 0, 0))
            {
                SampleMeans = new SampleMeansOptions
                {
                    CommonItemsOnly = CommonItemsOnly(root),
                    RepeatedItems = tables.Any(table => table.Repeat is not null),
                },
            };
    }

    /// <summary>The first table that is for a file; null where none is.</summary>
    public TableMapping? For(InputFile file) => _tables.FirstOrDefault(table => table.IsFor(file.Path, file.FullPath));

    /// <summary>Whether a file is left out without mention: the mapping says that it holds no results.</summary>
    public bool Ignores(InputFile file) => _ignored.Any(pattern => pattern.Matches(file.Path));

    /// <summary>Complains about columns that the mapping names and no file has.</summary>
    /// <exception cref="UnreadableInputException">There is such a column.</exception>
    public void RequireFoundColumns()
    {
        foreach (TableMapping table in _tables)
            table.RequireFoundColumns();
    }

    /// <summary>Tables for which there was no file.</summary>
    public IEnumerable<string> UnusedTables(IEnumerable<FileOutcome> files)
    {
        HashSet<TableMapping> used = [.. files.Select(file => file.Mapping).OfType<TableMapping>()];
        return from table in _tables
               where !used.Contains(table)
               select FormattableString.Invariant($"The table at line {table.Line} of {Input.Path} matches no input file.");
    }

    /// <summary>
    /// Joins tables: what one file of the mapping says of a model (family, size, tokens, compute) holds for the same name in all of them.
    /// </summary>
    public static IEnumerable<ReportedResult> ShareFacts(IReadOnlyCollection<FileOutcome> files)
    {
        Dictionary<string, ModelFacts> facts = [];
        foreach (ReportedResult result in files.Where(IsMapped).SelectMany(file => file.Reading.Results))
        {
            if (result.Facts is { } stated)
                facts[result.Model] = facts.TryGetValue(result.Model, out ModelFacts? known) ? Filled(known, stated) : stated;
        }

        return files.SelectMany(file => !IsMapped(file)
            ? file.Reading.Results
            : file.Reading.Results.Select(result => facts.TryGetValue(result.Model, out ModelFacts? known)
                ? result with { Facts = result.Facts is { } own ? Filled(own, known) : known }
                : result));
    }

    private static bool IsMapped(FileOutcome file) => file.Mapping is not null || file.IsFromStore;

    private static bool CommonItemsOnly(YamlSection root) => root.Text("items") switch
    {
        null or "own" => false,
        "common" => true,
        string other => throw root.Mistake("items", $"'{other}' is neither own nor common"),
    };

    private static ModelFacts Filled(ModelFacts first, ModelFacts second) => new()
    {
        Family = first.Family ?? second.Family,
        NonEmbeddingParameters = first.NonEmbeddingParameters ?? second.NonEmbeddingParameters,
        TotalParameters = first.TotalParameters ?? second.TotalParameters,
        ActiveParameters = first.ActiveParameters ?? second.ActiveParameters,
        TrainingTokens = first.TrainingTokens ?? second.TrainingTokens,
        TrainingCompute = first.TrainingCompute ?? second.TrainingCompute,
        TokensPerStep = first.TokensPerStep ?? second.TokensPerStep,
        PretrainingLoss = first.PretrainingLoss ?? second.PretrainingLoss,
    };
}
