using System.Text.Json;

namespace Presage.Readers.Json;

/// <summary>The keys of a JSON document's first two levels, as far as the head of the file shows them.</summary>
internal sealed class JsonOutline
{
    private readonly Dictionary<string, JsonTokenType> _keys = [];
    private readonly Dictionary<string, (string Key, JsonTokenType Value)> _firstMembers = [];
    private readonly HashSet<string> _elementKeys = [];

    private JsonOutline()
    {
    }

    /// <summary>Whether the document is an array; its outline is that of its first object.</summary>
    public bool IsArray { get; private set; }

    /// <summary>Whether a second value follows the first: JSON lines.</summary>
    public bool IsLines { get; private set; }

    /// <summary>Whether a top-level key is there, with any value.</summary>
    public bool Has(string key) => _keys.ContainsKey(key);

    /// <summary>Whether a top-level key is there with an object as its value.</summary>
    public bool HasObject(string key) => _keys.TryGetValue(key, out JsonTokenType token) && token == JsonTokenType.StartObject;

    /// <summary>Whether a top-level key is there with an array as its value.</summary>
    public bool HasArray(string key) => _keys.TryGetValue(key, out JsonTokenType token) && token == JsonTokenType.StartArray;

    /// <summary>Whether the objects in the array under any top-level key have a key.</summary>
    public bool ElementsHave(string key) => _elementKeys.Contains(key);

    /// <summary>The kind of the first member's value of the object under a top-level key; null where it has none.</summary>
    public JsonTokenType? FirstMemberOf(string key) =>
        _firstMembers.TryGetValue(key, out (string Key, JsonTokenType Value) first) ? first.Value : null;

    /// <summary>The outline of a head; null where the text is not JSON from its first byte on.</summary>
    public static JsonOutline? Of(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || text[start] is not ((byte)'{' or (byte)'['))
            return null;
        JsonOutline outline = new();
        using MemoryStream stream = new(text.ToArray(), writable: false);
        JsonStreamReader json = new(stream);
        try
        {
            outline.Follow(ref json);
        }
        catch (UnusableFileException)
        {
            // The head is cut in the middle of a value, or the file is damaged: what was seen so far has to do.
        }
        finally
        {
            json.Dispose();
        }

        return outline;
    }

    private void Follow(ref JsonStreamReader json)
    {
        json.MustRead();
        if (json.Token == JsonTokenType.StartArray)
        {
            IsArray = true;
            json.MustRead();
        }

        if (json.Token != JsonTokenType.StartObject)
            return;
        int level = json.Depth + 1;
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            string key = json.GetString();
            json.MustRead();
            _keys.TryAdd(key, json.Token);
            if (json.Token == JsonTokenType.StartObject)
                FollowMembers(ref json, level, key);
            else if (json.Token == JsonTokenType.StartArray)
                FollowElements(ref json, level);
        }

        IsLines = !IsArray && json.Read() && json.Token == JsonTokenType.StartObject;
    }

    private void FollowMembers(ref JsonStreamReader json, int level, string key)
    {
        while (json.Read() && json.Depth > level)
        {
            if (json.Token != JsonTokenType.PropertyName)
                continue;
            string member = json.GetString();
            json.MustRead();
            _firstMembers.TryAdd(key, (member, json.Token));
            json.Skip();
        }
    }

    private void FollowElements(ref JsonStreamReader json, int level)
    {
        while (json.Read() && json.Depth > level)
        {
            if (json.Token == JsonTokenType.PropertyName && json.Depth == level + 2)
                _elementKeys.Add(json.GetString());
        }
    }
}
