using System.Text.Json;
using Presage.Readers.Json;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>The numbers of a file's <c>results</c> or <c>groups</c>, by task, in the order of the file.</summary>
internal sealed class HarnessNumbers(string section)
{
    // Real files hold some thousands, a dozen per task; this bounds the memory and time that a damaged or hostile one can take.
    private const int Most = 1_000_000;
    private const int MostPerTask = 1_000;

    private static readonly string[] Labels = ["alias", "name", "sample_len", "sample_count"];

    private readonly Dictionary<string, List<HarnessNumber>> _byTask = [];
    private readonly List<string> _tasks = [];
    private int _count;

    /// <summary>The key of the results file under which these stand.</summary>
    public string Section => section;

    public IReadOnlyList<string> Tasks => _tasks;

    public bool IsEmpty => _count == 0;

    public List<HarnessNumber> Of(string task) => _byTask[task];

    public bool Has(string task) => _byTask.ContainsKey(task);

    /// <summary>Reads {task: {metric: value}}.</summary>
    /// <param name="json">At the object.</param>
    public void Read(ref JsonStreamReader json)
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

            if (!_byTask.TryGetValue(task, out List<HarnessNumber>? numbers))
            {
                _byTask.Add(task, numbers = []);
                _tasks.Add(task);
            }

            while (json.Read() && json.Token == JsonTokenType.PropertyName)
            {
                string key = json.GetString();
                json.MustRead();
                if (!string.IsNullOrWhiteSpace(key) && !Labels.Contains(key))
                    Take(numbers, new HarnessNumber(key, json.GetDoubleOrNull(), json.GetStringOrNull(), json.Token));
                json.Skip();
            }
        }
    }

    private void Take(List<HarnessNumber> numbers, HarnessNumber number)
    {
        for (int i = 0; i < numbers.Count; i++)
        {
            if (numbers[i].Key != number.Key)
                continue;
            if (!numbers[i].Agrees(number))
                numbers[i] = numbers[i] with { Rival = number };
            return;
        }

        if (++_count > Most || numbers.Count == MostPerTask || _tasks.Count > Most)
            throw new UnusableFileException("claims more numbers than any results file holds");
        numbers.Add(number);
    }
}
