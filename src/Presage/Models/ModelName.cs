using System.Globalization;
using System.Text;

namespace Presage.Models;

/// <summary>A model's name as logs print it, taken apart for matching: path segments, precision suffix, checkpoint step.</summary>
internal sealed class ModelName
{
    private static readonly HashSet<string> HarmlessSuffixes =
        ["hf", "bf16", "fp16", "fp32", "bfloat16", "float16", "float32"];

    // Folders that say how weights are kept, not which weights they are.
    private static readonly HashSet<string> HarmlessFolders =
        ["hf", "huggingface", "transformers", "lm", "models", "weights", "checkpoints", "ckpts"];

    private static readonly HashSet<string> VariantWords =
    [
        "chat", "instruct", "instruction", "it", "sft", "dpo", "ppo", "rlhf", "rlvr", "finetune", "finetuned", "tuned", "ft",
        "lora", "qlora", "adapter", "adapters", "peft", "merged", "pruned", "distilled", "quantized", "gptq", "awq", "gguf", "int8", "int4",
    ];

    private static readonly string[] StepPrefixes = ["global_step", "checkpoint-", "checkpoint_", "step-", "step_", "step"];

    private ModelName(string[] segments, string lastAsPrinted, long? step, bool isRooted) =>
        (Segments, LastAsPrinted, Step, IsRooted) = (segments, lastAsPrinted, step, isRooted);

    /// <summary>Parts of the name between slashes, without step and precision suffix; at least one.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>The last part before step and precision suffix were taken off.</summary>
    public string LastAsPrinted { get; }

    /// <summary>Optimiser step that the name itself mentions; null where it mentions none.</summary>
    public long? Step { get; }

    /// <summary>Whether the name is an absolute path, whose first folder says where a disk is mounted and nothing of the model.</summary>
    public bool IsRooted { get; }

    /// <summary>The last part, which names the model in <c>organisation/model</c>.</summary>
    public string Last => Segments[^1];

    /// <summary>Takes a printed name apart.</summary>
    /// <returns>Null for an empty name.</returns>
    public static ModelName? Parse(string printedName)
    {
        string trimmed = printedName.Trim();
        bool isRooted = trimmed.StartsWith('/') || trimmed.StartsWith('\\');
        List<string> segments = [.. trimmed.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (segments.Count == 0)
            return null;

        string lastAsPrinted = segments[^1];
        long? step = StepOf(lastAsPrinted);
        if (step is not null && segments.Count > 1)
            segments.RemoveAt(segments.Count - 1);
        else if (step is null)
            (segments[^1], step) = WithoutStep(segments[^1]);

        while (segments.Count > 1 && HarmlessFolders.Contains(segments[^1].ToLowerInvariant()))
            segments.RemoveAt(segments.Count - 1);
        segments[^1] = WithoutSuffixes(segments[^1]);
        return new ModelName([.. segments], lastAsPrinted, step, isRooted);
    }

    /// <summary>The part of a name that decides whether two names are the same.</summary>
    /// <remarks>
    /// Lower case without <c>-</c>, <c>_</c>, <c>.</c> and spaces, which stay only between two digits, where they carry meaning:
    /// there <c>.</c> stays itself and any other becomes <c>-</c>. So <c>LLaMA-7B</c> is <c>llama7b</c>, while
    /// <c>opt-1.3b</c> is not <c>opt-13b</c> and <c>Llama-2-7b</c> is not <c>llama-2.7b</c>.
    /// </remarks>
    public static string Key(string name)
    {
        StringBuilder key = new(name.Length);
        char separator = '\0';
        foreach (char c in name)
        {
            if (c is '-' or '_' or '.' or ' ')
            {
                separator = separator is '\0' ? c : '-';
                continue;
            }

            if (separator is not '\0' && key.Length > 0 && char.IsAsciiDigit(key[^1]) && char.IsAsciiDigit(c))
                key.Append(separator is '.' ? '.' : '-');
            key.Append(char.ToLowerInvariant(c));
            separator = '\0';
        }

        return key.ToString();
    }

    /// <summary>Whether a part is a bare size such as <c>7B</c> or <c>1.3b</c>.</summary>
    public static bool IsSize(string part)
    {
        string number = part.TrimEnd('b', 'B', 'm', 'M');
        return number.Length == part.Length - 1
            && number.Length > 0
            && number.All(c => char.IsAsciiDigit(c) || c is '.')
            && char.IsAsciiDigit(number[0]);
    }

    /// <summary>Whether any part says that the weights were trained further, so that they are not the base model's.</summary>
    public bool MentionsVariant() => Segments.Any(segment => Words(segment).Any(VariantWords.Contains));

    /// <summary>Names to try for a path that ends in a bare size, such as <c>LLaMA/huggingface/7B</c>: the folder that may be the family, joined to the size.</summary>
    /// <param name="nearest">The first folder above the size that does not merely say how weights are kept.</param>
    /// <param name="farther">The folders above that one.</param>
    /// <returns>False where the last part is no bare size, or no folder is left above it.</returns>
    public bool TryFamilyAndSize(out string nearest, out IEnumerable<string> farther)
    {
        (nearest, farther) = ("", []);
        if (!IsSize(Last))
            return false;
        int first = IsRooted ? 1 : 0;
        int family = Segments.Count - 2;
        while (family >= first && HarmlessFolders.Contains(Segments[family].ToLowerInvariant()))
            family--;
        if (family < first)
            return false;
        nearest = $"{Segments[family]}-{Last}";
        farther = Enumerable.Range(first, family - first).Select(i => $"{Segments[i]}-{Last}");
        return true;
    }

    private static string[] Words(string segment) => segment.ToLowerInvariant().Split('-', '_', '.', ' ');

    private static string WithoutSuffixes(string name)
    {
        for (int cut = name.LastIndexOfAny(['-', '_', '.']); cut > 0; cut = name.LastIndexOfAny(['-', '_', '.']))
        {
            if (!HarmlessSuffixes.Contains(name[(cut + 1)..].ToLowerInvariant()))
                break;
            name = name[..cut];
        }

        return name;
    }

    private static (string Name, long? Step) WithoutStep(string name)
    {
        for (int cut = 1; cut < name.Length; cut++)
        {
            if (name[cut] is '-' or '_' or '@' or ':' && StepOf(name[(cut + 1)..]) is { } step)
                return (name[..cut], step);
        }

        return (name, null);
    }

    // "step1000", "global_step1000", "checkpoint-1000", and "step1000-tokens4B" as OLMo writes it.
    private static long? StepOf(string part)
    {
        foreach (string prefix in StepPrefixes)
        {
            if (!part.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            string number = part[prefix.Length..];
            int tokens = number.IndexOf("-tokens", StringComparison.OrdinalIgnoreCase);
            if (tokens > 0)
                number = number[..tokens];
            if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long step))
                return step;
        }

        return null;
    }
}
