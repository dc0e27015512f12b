using System.Runtime.InteropServices;
using System.Text.Json;
using Presage.Readers.Json;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>The <c>results</c> and <c>groups</c> of a file: numbers by task and metric, with what claims them twice.</summary>
internal sealed class HarnessNumbers
{
    // Real files hold some thousands; this bounds the memory that a damaged or hostile one can take.
    private const int Limit = 1_000_000;

    private static readonly string[] _labels = ["alias", "name", "sample_len", "sample_count"];

    private readonly Dictionary<(string Task, string Key), int> _index = [];
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The entry of a task and key; null where there is none.</summary>
    public Entry? Find(string task, string key) => _index.TryGetValue((task, key), out int index) ? _entries[index] : null;

    /// <summary>Reads {task: {metric: value}}.</summary>
    /// <param name="json">At the object.</param>
    /// <param name="section"><c>results</c> or <c>groups</c>.</param>
    public void Read(ref JsonStreamReader json, string section)
    {
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            string task = json.GetString();
            json.MustRead();
            if (json.Token != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.Token == JsonTokenType.PropertyName)
            {
                string key = json.GetString();
                json.MustRead();
                Take(new Entry(section, task, key, json.GetDoubleOrNull(), json.GetStringOrNull(), json.Token));
                json.Skip();
            }
        }
    }

    /// <summary>Adds the entries of tasks that are not here. Groups are repeated within results, and must not count twice.</summary>
    public void AddMissing(HarnessNumbers others)
    {
        HashSet<string> tasks = [.. _entries.Select(entry => entry.Task)];
        foreach (Entry entry in others._entries.Where(entry => !tasks.Contains(entry.Task)))
        {
            _index.Add((entry.Task, entry.Key), _entries.Count);
            _entries.Add(entry);
        }
    }

    private void Take(Entry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Key) || _labels.Contains(entry.Key))
            return;
        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, (entry.Task, entry.Key), out bool exists);
        if (!exists)
        {
            if (_entries.Count == Limit)
                throw new UnusableFileException($"claims more than {Limit} numbers, which no results file holds");
            index = _entries.Count;
            _entries.Add(entry);
            return;
        }

        Entry first = _entries[index];
        bool same = first.Token == entry.Token && Nullable.Equals(first.Number, entry.Number) && first.Text == entry.Text;
        if (!same)
            _entries[index] = first with { Rival = entry };
    }

    /// <summary>One member of a task's object.</summary>
    /// <param name="Section">Where it stands.</param>
    /// <param name="Task">The task.</param>
    /// <param name="Key">The metric with its filter.</param>
    /// <param name="Number">Its value, where it is a number.</param>
    /// <param name="Text">Its value, where it is a text.</param>
    /// <param name="Token">What its value is.</param>
    internal sealed record Entry(string Section, string Task, string Key, double? Number, string? Text, JsonTokenType Token)
    {
        /// <summary>The same key with another value in the same file; null where the file agrees with itself.</summary>
        public Entry? Rival { get; init; }

        /// <summary>The value in words.</summary>
        public string Printed => Number is { } number
            ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)
            : Text ?? Token.ToString();
    }
}
