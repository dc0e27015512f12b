using System.Text.Json;
using Presage.Evaluations;
using Presage.Readers.Json;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>Results files of EleutherAI's lm-evaluation-harness, version 0.3 to now, and of GPT-NeoX, which embeds it.</summary>
internal sealed class HarnessResultsReader : IFormatReader
{
    private static readonly string[] Companions =
        ["versions", "config", "configs", "n-shot", "n-samples", "higher_is_better", "group_subtasks", "task_hashes", "lm_eval_version"];

    public string Format => "lm-evaluation-harness results";

    public bool Recognises(FileHead head)
    {
        if (head.Json is not { IsArray: false, IsLines: false } json || json.Has("config_general"))
            return false;
        if (json.HasObject("results") && json.FirstMemberOf("results") is JsonTokenType.StartObject or null)
            return json.HasObject("results");
        return !json.Has("results") && Companions.Count(json.Has) >= 2;
    }

    public void Read(Stream content, FileHead head, FileReading reading)
    {
        HarnessConfig config = new();
        HarnessNumbers results = new("results");
        HarnessNumbers groups = new("groups");
        JsonStreamReader json = new(content);
        try
        {
            ReadDocument(ref json, config, results, groups);
        }
        finally
        {
            json.Dispose();
        }

        if (results.IsEmpty && groups.IsEmpty)
            throw new UnusableFileException("a results file without results");
        Weights weights = WeightsOf(config, reading);
        foreach (string task in results.Tasks)
            Report(results, task, weights, config, reading);

        // Groups are repeated within results, and must not count twice.
        foreach (string group in groups.Tasks.Where(group => !results.Has(group)))
            Report(groups, group, weights, config, reading);
    }

    private static void ReadDocument(ref JsonStreamReader json, HarnessConfig config, HarnessNumbers results, HarnessNumbers groups)
    {
        json.MustRead();
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            string key = json.GetString();
            json.MustRead();
            if (json.Token == JsonTokenType.StartObject && key == "results")
                results.Read(ref json);
            else if (json.Token == JsonTokenType.StartObject && key == "groups")
                groups.Read(ref json);
            else if (json.Token == JsonTokenType.StartObject)
                ReadSettings(ref json, key, config);
            else if (key == "model_name")
                config.ModelName = json.GetStringOrNull();
            else
                json.Skip();
        }

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

    private static Weights WeightsOf(HarnessConfig config, FileReading reading)
    {
        string? revision = config.Revision;
        return new Weights(
            NameModel(config, reading),
            revision,
            config.Arguments.AreNeoXSettings ? config.Arguments.NeoXIteration : Revision.Step(revision),
            Revision.Tokens(revision));
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

    private static void Report(HarnessNumbers numbers, string task, Weights weights, HarnessConfig config, FileReading reading)
    {
        List<HarnessNumber> members = numbers.Of(task);
        foreach (HarnessNumber member in members)
        {
            if (member.IsStandardError && members.Exists(member.IsStandardErrorOf))
                continue;
            string record = $"{numbers.Section}.{task}.{member.Key}";
            if (member.IsStandardError)
            {
                reading.Reject(record, "a standard error without a value");
            }
            else if (member.Rival is { } rival)
            {
                reading.Reject(record, $"claimed twice, {member.Printed} and {rival.Printed}; neither is used");
            }
            else if (member.Metric == "bypass")
            {
                reading.Reject(record, "the bypass metric stands for no score");
            }
            else if (member.Number is not { } value)
            {
                reading.Reject(record, $"value is {member.Printed}, not a number");
            }
            else
            {
                reading.Add(new ReportedResult
                {
                    Model = weights.Model,
                    Revision = weights.Revision,
                    Step = weights.Step,
                    CheckpointTokens = weights.Tokens,
                    Task = task,
                    Metric = member.Metric,
                    Filter = member.Filter,
                    Shots = config.ShotsOf(task),
                    Value = value,
                    StandardError = StandardError(members, member, record, reading),
                    Samples = config.Samples.TryGetValue(task, out long samples) ? samples : null,
                    HigherIsBetter = config.HigherIsBetter.TryGetValue((task, member.Metric), out bool higher) ? higher : null,
                    Origin = reading.At(record),
                });
            }
        }
    }

    private static double? StandardError(List<HarnessNumber> members, HarnessNumber value, string record, FileReading reading)
    {
        foreach (HarnessNumber member in members)
        {
            if (!member.IsStandardErrorOf(value))
                continue;
            if (member.Rival is null)
                return member.Number is { } error && double.IsFinite(error) && error >= 0 ? error : null;
            reading.Reject(record, $"its standard error is claimed twice, {member.Printed} and {member.Rival.Printed}; neither is used");
            return null;
        }

        return null;
    }

    /// <summary>Which weights a file's numbers belong to.</summary>
    private sealed record Weights(string Model, string? Revision, long? Step, double? Tokens);
}
