using System.Text.Encodings.Web;
using System.Text.Json;
using Presage.Lab.Tasks;

namespace Presage.Lab.Ladders;

/// <summary>The small files beside a checkpoint's numbers.</summary>
internal static class CheckpointJson
{
    /// <summary>How they are written.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A task's characters as a <c>tokenizer.json</c> of Hugging Face's tokenizers: byte-pair encoding without a single merge.</summary>
    public static byte[] TokenizerOf(LabTask task) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            version = "1.0",
            truncation = (object?)null,
            padding = (object?)null,
            added_tokens = Array.Empty<object>(),
            normalizer = (object?)null,
            pre_tokenizer = (object?)null,
            post_processor = (object?)null,
            decoder = new { type = "Fuse" },
            model = new
            {
                type = "BPE",
                dropout = (double?)null,
                unk_token = (string?)null,
                continuing_subword_prefix = (string?)null,
                end_of_word_suffix = (string?)null,
                fuse_unk = false,
                byte_fallback = false,
                vocab = task.Alphabet.Select((character, token) => (character, token))
                    .ToDictionary(pair => pair.character.ToString(), pair => pair.token, StringComparer.Ordinal),
                merges = Array.Empty<string>(),
            },
        },
        Indented);

    /// <summary>Which class reads <see cref="TokenizerOf"/>, and how many tokens a model takes.</summary>
    /// <param name="positions">T.</param>
    public static byte[] TokenizerConfigurationOf(int positions) => JsonSerializer.SerializeToUtf8Bytes(
        new { tokenizer_class = "PreTrainedTokenizerFast", model_max_length = positions, clean_up_tokenization_spaces = false },
        Indented);
}
