using System.Text.Json;
using Presage.Evaluations;
using Presage.Models;
using Presage.Reports;

namespace Presage.Html;

/// <summary>The evaluated weights, each once, because thousands of series share a few models.</summary>
internal sealed class RunTable
{
    private readonly Dictionary<Key, int> _indices = [];
    private readonly List<ModelRun> _runs = [];

    /// <summary>Collects the weights of all points, in order of appearance.</summary>
    public RunTable(IEnumerable<SeriesReport> series)
    {
        foreach (ModelRun run in series.SelectMany(one => one.Curve.Points).Select(point => point.Run))
        {
            if (_indices.TryAdd(Key.Of(run), _runs.Count))
                _runs.Add(run);
        }
    }

    /// <summary>Distinct models among the weights.</summary>
    public int Models => _runs.Select(run => (run.Card.Family, run.Card.Name)).Distinct().Count();

    /// <summary>Index of a run in what <see cref="Write"/> writes.</summary>
    public int IndexOf(ModelRun run) => _indices[Key.Of(run)];

    /// <summary>Writes the weights as an array.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("runs");
        foreach (ModelRun run in _runs)
        {
            json.WriteStartObject();
            json.WriteString("model", run.Card.Name);
            json.WriteString("size", RungLabel.Of(run, overCheckpoints: false));
            json.WriteString("position", RungLabel.Of(run, overCheckpoints: true));
            json.WriteIfPresent("step", run.Checkpoint?.Step);
            json.WriteIfPresent("seed", run.Seed);
            json.WriteIfPresent("run", run.Run);
            json.WriteIfPresent("nonEmbedding", run.Card.NonEmbeddingParameters?.Count);
            json.WriteIfPresent("active", run.Card.ActiveParameters?.Count);
            json.WriteIfPresent("total", run.Card.TotalParameters?.Count);
            json.WriteIfPresent("tokens", run.Tokens?.Count);
            json.WriteIfPresent("compute", run.Compute?.Operations.Count);
            json.WriteIfPresent("computeSource", run.Compute is { } compute ? Words(compute.Source) : null);
            json.WriteIfPresent("loss", run.Loss?.Count);
            json.WriteString("card", run.Card.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Words(ComputeSource source) => source switch
    {
        ComputeSource.Stated => "stated",
        ComputeSource.SixActiveParameters => "6ND, active N",
        ComputeSource.SixNonEmbeddingParameters => "6ND, non-embedding N",
        ComputeSource.SixTotalParameters => "6ND, total N",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What tells runs apart. A card compares its aliases by reference, so it cannot be the key itself.</summary>
    private sealed record Key(
        string Family, string Model, double? NonEmbedding, double? Active, double? Total, double? Tokens, double? Compute,
        long? Step, long? Seed, string? Run)
    {
        public static Key Of(ModelRun run) => new(
            run.Card.Family, run.Card.Name, run.Card.NonEmbeddingParameters?.Count, run.Card.ActiveParameters?.Count,
            run.Card.TotalParameters?.Count, run.Tokens?.Count, run.Compute?.Operations.Count, run.Checkpoint?.Step, run.Seed, run.Run);
    }
}
