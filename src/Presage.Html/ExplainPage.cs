using System.Text;
using System.Text.Json;
using Presage.Mirages;

namespace Presage.Html;

/// <summary>The closed-form model of Schaeffer et al. (2023) as one self-contained page with sliders, which opens offline in any current browser.</summary>
/// <remarks>
/// This page computes, because its sliders move: the same formulas as <see cref="Mirage"/>, held together by a test over a grid of settings. Its
/// content security policy allows its own script, by hash, and no connection at all.
/// </remarks>
public static class ExplainPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="settings">Where the sliders stand at first.</param>
    /// <param name="destination">Receives UTF-8 text; left open.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The destination cannot be written.</exception>
    /// <remarks>The same settings give the same bytes.</remarks>
    public static void Write(MirageSettings settings, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(destination);
        string script = PageParts.ExplainScript;
        using var writer = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach ((string text, string? slot) in PageParts.Template("explain.html"))
        {
            writer.Write(text);
            writer.Write(slot switch
            {
                null => "",
                "policy" => PageParts.ContentSecurityPolicy(script),
                "style" => PageParts.Style,
                "script" => script,
                "data" => Data(settings),
                _ => throw new InvalidOperationException($"The page template names an unknown part '{slot}'."),
            });
        }
    }

    /// <summary>Numbers only, so that no character of them can end a script.</summary>
    private static string Data(MirageSettings settings)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("scale", MirageSettings.Scale);
            json.WriteNumber("larger", Mirage.LargerTest);
            json.WriteNumber("confidence", Mirage.Confidence);
            WriteNumbers(json, "sizes", Mirage.Sizes.Select(size => size.Count));
            WriteNumbers(json, "levels", Mirage.Levels);
            Choice(json, "exponent", settings.Exponent, MirageSettings.LeastExponent, MirageSettings.GreatestExponent);
            Choice(json, "targetTokens", settings.TargetTokens, 1, MirageSettings.GreatestTargetTokens);
            Choice(json, "choices", settings.Choices, 2, MirageSettings.GreatestChoices);
            Choice(json, "items", settings.Items, 1, MirageSettings.GreatestItems);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Choice(Utf8JsonWriter json, string name, double start, double least, double greatest) => WriteNumbers(json, name, [start, least, greatest]);

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
