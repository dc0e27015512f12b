using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Presage.Lab.Tasks;

/// <summary>Writes a task's test as a <c>task.json</c> of BIG-bench (Srivastava et al. 2022), so that other models can take it.</summary>
public static class BigBenchTask
{
    /// <summary>Writes the test problems as examples of input and target, scored by exact match.</summary>
    /// <param name="split">Its test is written.</param>
    /// <param name="stream">Receives UTF-8.</param>
    public static void Write(TaskSplit split, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(split);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("name", split.Task.Name);
        string example = $"{split.Task.Prompt(split.Test[0])} is followed by {split.Task.Answer(split.Test[0])}";
        json.WriteString("description", string.Create(
            CultureInfo.InvariantCulture,
            $"Complete the line: {example}. {split.Test.Length} problems of '{split.Task.Name}', drawn with seed {split.Seed}."));
        Texts("keywords", KeywordsOf(split.Task));
        Texts("metrics", ["exact_str_match"]);
        json.WriteString("preferred_score", "exact_str_match");
        // Prompts end in their own sign, and stand as models of the Lab see them.
        json.WriteString("example_input_prefix", "");
        json.WriteString("example_output_prefix", "");
        json.WriteStartArray("examples");
        foreach (long problem in split.Test)
        {
            json.WriteStartObject();
            json.WriteString("input", split.Task.Prompt(problem));
            json.WriteString("target", split.Task.Answer(problem));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Texts(string key, ImmutableArray<string> texts)
        {
            json.WriteStartArray(key);
            foreach (string text in texts)
                json.WriteStringValue(text);
            json.WriteEndArray();
        }
    }

    // Of BIG-bench's own list of keywords.
    private static ImmutableArray<string> KeywordsOf(LabTask task) =>
        task is TwoOperandTask ? ["arithmetic", "mathematics", "free response"] : ["algorithms", "free response"];
}
