using System.Globalization;

namespace Presage.Metrics;

/// <summary>How a task is answered, as far as that decides what a guesser scores.</summary>
/// <remarks>A closed record: <see cref="Choices"/>, <see cref="FreeForm"/> or <see cref="Varied"/>.</remarks>
internal abstract record TaskAnswers
{
    // Leading words that name a collection; what follows is the task.
    private static readonly string[] Groups = ["leaderboard", "openllm", "tiny", "bigbench", "bb", "olmes", "core"];

    private static readonly HashSet<string> TrailingWords =
    [
        "val", "validation", "test", "train", "dev", "zeroshot", "fewshot", "std", "standard", "xl", "full", "english", "french", "high", "middle",
        "matched", "mismatched", "mismatch",
    ];

    // Ways of asking the same choices: ranked completions, a letter, a cloze.
    private static readonly HashSet<string> ChoiceFormats = ["rc", "mc", "cf"];

    private static readonly HashSet<string> Languages =
    [
        "ar", "bg", "bn", "ca", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "gl", "gu", "hi", "hr", "ht", "hu", "hy", "id", "is", "it", "ja", "jp",
        "kn", "ko", "ml", "mr", "my", "nb", "ne", "nl", "no", "pl", "pt", "qu", "ro", "ru", "sk", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur",
        "vi", "zh",
    ];

    private TaskAnswers()
    {
    }

    /// <summary>A fixed number of choices, of which one is right.</summary>
    /// <param name="GuessedRight">Share that a uniform guesser gets right.</param>
    public sealed record Choices(double GuessedRight) : TaskAnswers;

    /// <summary>The answer is compared with the text the model writes, or with the text it finds likeliest word by word.</summary>
    public sealed record FreeForm : TaskAnswers;

    /// <summary>Choices whose number varies between items, or a mixture of kinds.</summary>
    public sealed record Varied : TaskAnswers;

    /// <summary>How a task is answered.</summary>
    /// <param name="task">The task's name as printed.</param>
    /// <returns>Null where the name is not known.</returns>
    public static TaskAnswers? Of(string task)
    {
        string[] words = task.Trim().ToLowerInvariant().Split(['_', '-', ':', ' '], StringSplitOptions.RemoveEmptyEntries);
        TaskAnswers? answers = Known(words);
        for (int skipped = 0; answers is null && skipped < words.Length - 1 && Groups.Contains(words[skipped]); skipped++)
            answers = Known(words.AsSpan(skipped + 1));
        return answers;
    }

    // The longest known beginning decides, so that mmlu_pro is not taken for mmlu.
    private static TaskAnswers? Known(ReadOnlySpan<string> words)
    {
        for (int length = words.Length; length > 0; length--)
        {
            string name = string.Join('_', words[..length]!);
            if (TaskTable.Groups.TryGetValue(name, out TaskAnswers? group))
                return group;
            if (TaskTable.Tasks.TryGetValue(name, out TaskAnswers? answers))
                return AreHarmless(words[length..], answers) ? answers : null;
        }

        return null;
    }

    private static bool AreHarmless(ReadOnlySpan<string> words, TaskAnswers answers)
    {
        foreach (string word in words)
        {
            bool isChoiceFormat = answers is Choices && ChoiceFormats.Contains(word);
            if (!isChoiceFormat && !TrailingWords.Contains(word) && !Languages.Contains(word) && !IsCount(word))
                return false;
        }

        return true;
    }

    // "5shot", "0", "v2", "1.1".
    private static bool IsCount(string word)
    {
        string number = word.EndsWith("shot", StringComparison.Ordinal) ? word[..^4] : word.TrimStart('v');
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
    }
}
