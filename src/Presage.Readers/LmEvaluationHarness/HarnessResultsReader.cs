using System.Text.Json;
using Presage.Evaluations;
using Presage.Readers.Json;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>Results files of EleutherAI's lm-evaluation-harness, version 0.3 to now, and of GPT-NeoX, which embeds it.</summary>
internal sealed class HarnessResultsReader : IFormatReader
{
    private const string StandardErrorSuffix = "_stderr";

    private static readonly string[] _companions =
        ["versions", "config", "configs", "n-shot", "n-samples", "higher_is_better", "group_subtasks", "task_hashes", "lm_eval_version"];

    public string Format => "lm-evaluation-harness results";

    public bool Recognises(FileHead head)
    {
        if (head.Json is not { IsArray: false, IsLines: false } json || json.Has("config_general"))
            return false;
        if (json.HasObject("results") && json.FirstMemberOf("results") is JsonTokenType.StartObject or null)
            return json.HasObject("results");
        return !json.Has("results") && _companions.Count(json.Has) >= 2;
    }

    public void Read(Stream content, FileHead head, FileReading reading)
    {
        HarnessConfig config = new();
        HarnessNumbers numbers = new();
        JsonStreamReader json = new(content);
        try
        {
            ReadDocument(ref json, config, numbers);
        }
        finally
        {
            json.Dispose();
        }

        if (numbers.Entries.Count == 0)
            throw new UnusableFileException("a results file without results");
        Report(config, numbers, reading);
    }

    private static void ReadDocument(ref JsonStreamReader json, HarnessConfig config, HarnessNumbers numbers)
    {
        json.MustRead();
        HarnessNumbers groups = new();
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            string key = json.GetString();
            json.MustRead();
            if (json.Token == JsonTokenType.StartObject && key == "results")
                numbers.Read(ref json, key);
            else if (json.Token == JsonTokenType.StartObject && key == "groups")
                groups.Read(ref json, key);
            else if (json.Token == JsonTokenType.StartObject)
                ReadSettings(ref json, key, config);
            else if (key == "model_name")
                config.ModelName = json.GetStringOrNull();
            else
                json.Skip();
        }

        numbers.AddMissing(groups);
        if (json.Read())
            throw new UnusableFileException("a second JSON value follows the results");
    }

    private static void ReadSettings(ref JsonStreamReader json, string key, HarnessConfig config)
    {
        switch (key)
        {
            case "config":
                ReadConfig(ref json, config);
                break;
            case "configs":
                ReadTasks(ref json, (ref JsonStreamReader inner, string task, string member) =>
                {
                    if (member == "num_fewshot" && Shots(ref inner) is { } shots)
                        config.ShotsConfigured[task] = shots;
                });
                break;
            case "n-samples":
                ReadTasks(ref json, (ref JsonStreamReader inner, string task, string member) =>
                {
                    if (member == "effective" && inner.GetInt64OrNull() is > 0 and { } samples)
                        config.Samples[task] = samples;
                });
                break;
            case "higher_is_better":
                ReadTasks(ref json, (ref JsonStreamReader inner, string task, string member) =>
                {
                    if (inner.GetBooleanOrNull() is { } higher)
                        config.HigherIsBetter[(task, member)] = higher;
                });
                break;
            case "n-shot":
                while (json.Read() && json.Token == JsonTokenType.PropertyName)
                {
                    string task = json.GetString();
                    json.MustRead();
                    if (Shots(ref json) is { } shots)
                        config.ShotsRun[task] = shots;
                    json.Skip();
                }

                break;
            default:
                json.Skip();
                break;
        }
    }

    private static void ReadConfig(ref JsonStreamReader json, HarnessConfig config)
    {
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            string key = json.GetString();
            json.MustRead();
            switch (key)
            {
                case "model_args" when json.Token == JsonTokenType.StartObject:
                    ReadArguments(ref json, config.Arguments);
                    break;
                case "model_args":
                    config.Arguments.Parse(json.GetStringOrNull() ?? "");
                    break;
                case "num_fewshot":
                    config.Shots = Shots(ref json);
                    break;
                case "model_revision":
                    config.ModelRevision = json.GetStringOrNull();
                    break;
            }

            json.Skip();
        }
    }

    private static void ReadArguments(ref JsonStreamReader json, ModelArguments arguments)
    {
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            string key = json.GetString();
            json.MustRead();
            if (json.GetStringOrNull() is { } text)
                arguments.Set(key, text);
            else if (json.GetInt64OrNull() is { } whole)
                arguments.Set(key, whole.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.Skip();
        }
    }

    private delegate void MemberAction(ref JsonStreamReader json, string task, string member);

    private static void ReadTasks(ref JsonStreamReader json, MemberAction action)
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
                string member = json.GetString();
                json.MustRead();
                action(ref json, task, member);
                json.Skip();
            }
        }
    }

    private static int? Shots(ref JsonStreamReader json) =>
        json.GetInt64OrNull() is >= 0 and <= int.MaxValue and { } shots ? (int)shots : null;

    private static void Report(HarnessConfig config, HarnessNumbers numbers, FileReading reading)
    {
        string model = NameModel(config, reading);
        string? revision = config.Revision;
        long? step = config.Arguments.AreNeoXSettings ? config.Arguments.NeoXIteration : Revision.Step(revision);
        double? tokens = Revision.Tokens(revision);
        foreach (HarnessNumbers.Entry entry in numbers.Entries)
        {
            (string metric, string? filter) = Split(entry.Key);
            string record = $"{entry.Section}.{entry.Task}.{entry.Key}";
            if (metric.EndsWith(StandardErrorSuffix, StringComparison.Ordinal))
            {
                if (numbers.Find(entry.Task, ValueKey(metric, filter)) is null)
                    reading.Reject(record, "a standard error without a value");
                continue;
            }

            if (entry.Rival is { } rival)
            {
                reading.Reject(record, $"claimed twice, {entry.Printed} and {rival.Printed}; neither is used");
                continue;
            }

            if (metric == "bypass")
            {
                reading.Reject(record, "the bypass metric stands for no score");
                continue;
            }

            if (entry.Number is not { } value)
            {
                reading.Reject(record, $"value is {entry.Printed}, not a number");
                continue;
            }

            reading.Add(new ReportedResult
            {
                Model = model,
                Revision = revision,
                Step = step,
                CheckpointTokens = tokens,
                Task = entry.Task,
                Metric = metric,
                Filter = filter is "none" ? null : filter,
                Shots = config.ShotsOf(entry.Task),
                Value = value,
                StandardError = StandardError(numbers, entry.Task, metric, filter, reading),
                Samples = config.Samples.TryGetValue(entry.Task, out long samples) ? samples : null,
                HigherIsBetter = config.HigherIsBetter.TryGetValue((entry.Task, metric), out bool higher) ? higher : null,
                Origin = reading.At(record),
            });
        }
    }

    private static string NameModel(HarnessConfig config, FileReading reading)
    {
        if (config.Arguments.ModelName is { } argument)
            return argument;
        if (config.ModelName is { Length: > 0 } name)
            return name;
        if (config.Arguments.AreNeoXSettings && NeoXModelName.FromFileName(reading.Name) is { } fromFile)
        {
            reading.Notes.Add("GPT-NeoX results name no model inside the file; the model is taken from the file name");
            return fromFile;
        }

        throw new UnusableFileException("names no model: config.model_args has no pretrained=, and there is no model_name");
    }

    private static double? StandardError(HarnessNumbers numbers, string task, string metric, string? filter, FileReading reading)
    {
        string key = filter is null ? metric + StandardErrorSuffix : $"{metric}{StandardErrorSuffix},{filter}";
        if (numbers.Find(task, key) is not { } entry)
            return null;
        if (entry.Rival is { } rival)
        {
            reading.Reject($"{entry.Section}.{task}.{key}", $"claimed twice, {entry.Printed} and {rival.Printed}; the value goes without standard error");
            return null;
        }

        return entry.Number is { } error && double.IsFinite(error) && error >= 0 ? error : null;
    }

    private static (string Metric, string? Filter) Split(string key)
    {
        int comma = key.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? (key, null) : (key[..comma], key[(comma + 1)..]);
    }

    private static string ValueKey(string metric, string? filter)
    {
        string value = metric[..^StandardErrorSuffix.Length];
        return filter is null ? value : $"{value},{filter}";
    }
}
