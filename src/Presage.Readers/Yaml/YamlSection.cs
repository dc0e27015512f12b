using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Presage.Readers.Yaml;

/// <summary>A YAML mapping whose keys are all known: any other is a mistake, named with its line and the key that was meant.</summary>
internal sealed class YamlSection
{
    // A file of settings or models is some kilobytes; a larger one is something else.
    private const long LargestFile = 16 * 1024 * 1024;

    private const int DeepestNesting = 64;

    private readonly YamlMappingNode _node;
    private readonly string _path;

    private YamlSection(YamlMappingNode node, string path)
    {
        _node = node;
        _path = path;
    }

    /// <summary>The line on which the section begins.</summary>
    public long Line => _node.Start.Line;

    /// <summary>Reads a document whose root is a mapping.</summary>
    /// <param name="text">The document.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="UnreadableInputException">The text is not YAML, or its root is not a mapping.</exception>
    public static YamlSection Parse(string text, string path)
    {
        if (text.Length > LargestFile)
            throw new UnreadableInputException(path, null, "larger than 16 MB");
        YamlStream stream = [];
        try
        {
            RefuseDeepNesting(text, path);
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new UnreadableInputException(path, LineText(exception.Start), $"not valid YAML: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The parser's own slips on damaged text.
            throw new UnreadableInputException(path, null, $"not valid YAML: {exception.Message}");
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? new YamlSection(root, path)
            : throw new UnreadableInputException(path, null, "not one YAML document of keys and values");
    }

    /// <summary>A mistake at this section's first line.</summary>
    public UnreadableInputException Mistake(string cause) => Mistake(_node, cause);

    /// <summary>A mistake at the line of a key's value.</summary>
    public UnreadableInputException Mistake(string key, string cause) => Mistake(Node(key) ?? _node, cause);

    /// <summary>Refuses keys outside a list.</summary>
    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        foreach (YamlNode key in _node.Children.Keys)
        {
            string name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (!keys.Contains(name))
                throw Mistake(key, $"unknown key '{name}'; {NearestWord.Advice(name, keys.ToArray())}");
        }
    }

    /// <summary>The line of a key's value.</summary>
    public long LineOf(string key) => (Node(key) ?? _node).Start.Line;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    public bool Has(string key) => Node(key) is not null;

    /// <summary>Whether a key's value is a section of its own.</summary>
    public bool HasSection(string key) => Node(key) is YamlMappingNode;

    /// <summary>A text; null where the key is absent or empty.</summary>
    public string? Text(string key) => Node(key) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } value } => value,
        YamlScalarNode => null,
        YamlNode other => throw Mistake(other, $"'{key}' must be a text or a number"),
    };

    public string RequiredText(string key) => Text(key) ?? throw Mistake($"'{key}' is missing");

    /// <summary>A finite number; null where the key is absent or empty.</summary>
    public double? Number(string key) => Text(key) is not { } text ? null
        : Numbers.TryReal(text, out double value) && double.IsFinite(value) ? value
        : throw Mistake(key, Numbers.Complaint($"'{key}'", text));

    /// <summary>A finite number of at least 0; null where the key is absent or empty.</summary>
    public double? Amount(string key) => Number(key) is < 0 ? throw Mistake(key, $"'{key}' is negative") : Number(key);

    public YamlSection? Section(string key) => Node(key) switch
    {
        null => null,
        YamlMappingNode node => new YamlSection(node, _path),
        YamlNode other => throw Mistake(other, $"'{key}' must hold keys and values"),
    };

    /// <summary>The sections listed under a key; none where the key is absent.</summary>
    public IReadOnlyList<YamlSection> Sections(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(child => child is YamlMappingNode node
            ? new YamlSection(node, _path)
            : throw Mistake(child, $"'{key}' must list keys and values"))],
        YamlNode other => throw Mistake(other, $"'{key}' must be a list"),
    };

    /// <summary>The texts listed under a key, or the one text there; none where the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key) => Node(key) switch
    {
        null => [],
        YamlScalarNode { Value: { Length: > 0 } value } => [value],
        YamlScalarNode => [],
        YamlSequenceNode list => [.. list.Children.Select(child => (child as YamlScalarNode)?.Value
            ?? throw Mistake(child, $"'{key}' must list texts"))],
        YamlNode other => throw Mistake(other, $"'{key}' must be a text or a list of texts"),
    };

    private UnreadableInputException Mistake(YamlNode node, string cause) => new(_path, LineText(node.Start), cause);

    private YamlNode? Node(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) ? node : null;

    // Loading recurses, and a stack that overflows cannot be caught; reading events does not.
    private static void RefuseDeepNesting(string text, string path)
    {
        Parser parser = new(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting)
                throw new UnreadableInputException(path, LineText(parser.Current.Start), $"nested deeper than {DeepestNesting}");
        }
    }

    private static string LineText(Mark mark) => FormattableString.Invariant($"line {mark.Line}");
}
