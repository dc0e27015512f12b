using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Presage.Lab.Studies;

/// <summary>Keys and values of a study's description, with those of the whole file behind them: what an arm does not say, the file says.</summary>
internal sealed class StudySection
{
    // A description is a page; a larger file is something else.
    private const int LargestText = 1_000_000, DeepestNesting = 20;

    private readonly YamlMappingNode _node;
    private readonly string _path;
    private readonly StudySection? _behind;

    private StudySection(YamlMappingNode node, string path, StudySection? behind) => (_node, _path, _behind) = (node, path, behind);

    /// <exception cref="StudyFileException">The text is not YAML, or no keys and values.</exception>
    public static StudySection Parse(string text, string path)
    {
        if (text.Length > LargestText)
            throw new StudyFileException(path, null, null, "larger than a megabyte, which no description of a study is");
        YamlStream stream = [];
        try
        {
            RefuseDeepNesting(text, path);
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new StudyFileException(path, exception.Start.Line, null, $"not valid YAML: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The parser's own slips on damaged text.
            throw new StudyFileException(path, null, null, $"not valid YAML: {exception.Message}");
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? new StudySection(root, path, null)
            : throw new StudyFileException(path, null, null, "not one YAML document of keys and values; 'presage train --example' prints one");
    }

    /// <summary>A mistake in the value of a key.</summary>
    public StudyFileException Mistake(string key, string cause) => new(_path, (Node(key)?.Key ?? _node).Start.Line, key, cause);

    /// <summary>A mistake that no key makes.</summary>
    public StudyFileException Mistake(string cause) => new(_path, _node.Start.Line, null, cause);

    /// <summary>Refuses keys outside a list.</summary>
    public void AllowOnly(IReadOnlyCollection<string> keys)
    {
        foreach (YamlNode key in _node.Children.Keys)
        {
            string name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (!keys.Contains(name))
                throw new StudyFileException(_path, key.Start.Line, name, $"is no key of a study; {NearestKey.Advice(name, keys)}");
        }
    }

    public bool Has(string key) => Node(key) is not null;

    /// <summary>Whether the section itself has the key.</summary>
    public bool HasOwn(string key) => _node.Children.ContainsKey(new YamlScalarNode(key));

    /// <summary>The one of several keys that is given, the section's own before the file's.</summary>
    /// <returns>Null where none is.</returns>
    /// <exception cref="StudyFileException">Two are given.</exception>
    public string? OneOf(params ReadOnlySpan<string> keys)
    {
        for (StudySection? section = this; section is not null; section = section._behind)
        {
            string? found = null;
            foreach (string key in keys)
            {
                if (!section.HasOwn(key))
                    continue;
                if (found is not null)
                    throw section.Mistake(key, $"and '{found}' contradict each other; give one");
                found = key;
            }

            if (found is not null)
                return found;
        }

        return null;
    }

    /// <summary>A text; null where the key is absent.</summary>
    public string? Text(string key) => Node(key) switch
    {
        null => null,
        (_, YamlScalarNode { Value: { Length: > 0 } value }) => value,
        _ => throw Mistake(key, "must be a word or a number"),
    };

    /// <summary>One of some words; the first where the key is absent.</summary>
    public string Word(string key, params string[] words)
    {
        string word = Text(key) ?? words[0];
        return words.Contains(word) ? word : throw Mistake(key, $"is '{word}'; {NearestKey.Advice(word, words)}");
    }

    public bool Truth(string key) => Word(key, "false", "true") == "true";

    public bool IsList(string key) => Node(key)?.Value is YamlSequenceNode;

    /// <summary>The words of a list, or the one word there.</summary>
    public IReadOnlyList<string> Texts(string key) => Node(key)?.Value switch
    {
        null => [],
        YamlScalarNode { Value: { Length: > 0 } value } => [value],
        YamlSequenceNode { Children.Count: > 0 } list when list.All(child => child is YamlScalarNode { Value.Length: > 0 }) =>
            [.. list.Children.Select(child => ((YamlScalarNode)child).Value!)],
        _ => throw Mistake(key, "must be a number, or a list of numbers in [ ]"),
    };

    /// <summary>A whole number in a range; null where the key is absent.</summary>
    public long? Whole(string key, long least, long most) => Text(key) is { } text ? WholeOf(key, text, least, most) : null;

    /// <summary>Whole numbers in a range; none where the key is absent.</summary>
    public IReadOnlyList<long> Wholes(string key, long least, long most) => [.. Texts(key).Select(text => WholeOf(key, text, least, most))];

    public long WholeOf(string key, string text, long least, long most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value == Math.Floor(value) && value >= least && value <= most
            ? (long)value
            : throw Mistake(key, string.Create(CultureInfo.InvariantCulture, $"is '{text}'; it must be a whole number from {least:N0} to {most:N0}"));

    /// <summary>A number in a range; null where the key is absent.</summary>
    public double? Number(string key, double above, double below, string range) => Text(key) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > above && value < below ? value
        : throw Mistake(key, $"is '{text}'; it must be a number {range}");

    /// <summary>The sections listed under a key, this one behind each where asked.</summary>
    /// <returns>Null where the key is absent.</returns>
    public IReadOnlyList<StudySection>? Sections(string key, bool inherit) => Node(key)?.Value switch
    {
        null => null,
        YamlSequenceNode list when list.All(child => child is YamlMappingNode) =>
            [.. list.Children.Select(child => new StudySection((YamlMappingNode)child, _path, inherit ? this : null))],
        _ => throw Mistake(key, "must be a list of keys and values"),
    };

    // The key's own node, and its value; those of the file where the section has none.
    private (YamlNode Key, YamlNode Value)? Node(string key)
    {
        foreach ((YamlNode name, YamlNode value) in _node.Children)
        {
            if (name is YamlScalarNode { Value: var text } && text == key)
                return (name, value);
        }

        return _behind?.Node(key);
    }

    // Loading recurses, and a stack that overflows cannot be caught; reading events does not.
    private static void RefuseDeepNesting(string text, string path)
    {
        Parser parser = new(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting)
                throw new StudyFileException(path, parser.Current.Start.Line, null, "nested too deeply");
        }
    }
}
