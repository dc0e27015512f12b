using System.Text.RegularExpressions;

namespace Presage.Readers.LmEvaluationHarness;

/// <summary>The harness's <c>model_args</c>, which name the weights: text <c>k=v,k=v</c>, or an object.</summary>
internal sealed partial class ModelArguments
{
    // In the order in which the harness itself looks for a name. An adapter is another model than the one it sits on.
    private static readonly string[] NameKeys = ["peft", "pretrained", "model", "model_name", "path", "engine"];

    private readonly Dictionary<string, string> _values = [];

    /// <summary>Whether the object is a set of GPT-NeoX training settings.</summary>
    public bool AreNeoXSettings => _values.ContainsKey("iteration") && _values.ContainsKey("tokenizer_type");

    /// <summary>The step of a GPT-NeoX checkpoint.</summary>
    public long? NeoXIteration => _values.TryGetValue("iteration", out string? text) && Numbers.TryWhole(text, out long step) ? step : null;

    /// <summary>The model's name as printed, without a closing checkpoint folder; null where none is given.</summary>
    public string? ModelName
    {
        get
        {
            if (PrintedName is not { } name)
                return null;
            Match folder = CheckpointFolder().Match(name);
            return folder.Success && folder.Index > 0 ? name[..folder.Index] : name;
        }
    }

    /// <summary>The revision: stated, or the checkpoint folder that closes the name.</summary>
    public string? Revision
    {
        get
        {
            if (_values.TryGetValue("revision", out string? revision))
                return revision;
            Match folder = CheckpointFolder().Match(PrintedName ?? "");
            return folder.Success && folder.Index > 0 ? folder.Groups["folder"].Value : null;
        }
    }

    private string? PrintedName => NameKeys
        .Select(key => _values.GetValueOrDefault(key)?.TrimEnd('/'))
        .FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));

    public void Set(string key, string value) => _values[key] = value;

    /// <summary>Takes the text form. A comma within a value does not occur in names and revisions.</summary>
    public void Parse(string text)
    {
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                Set(pair[..equals].Trim(), pair[(equals + 1)..].Trim());
        }
    }

    [GeneratedRegex(@"/(?<folder>(global_)?step_?\d+(-hf)?|checkpoint-\d+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex CheckpointFolder();
}
