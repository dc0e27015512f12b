using System.Text;

namespace Presage.Models;

/// <summary>The <c>ladder.yaml</c> item for a model that has no card.</summary>
internal static class LadderSuggestion
{
    public static string For(string printedName)
    {
        string printed = printedName.Trim();
        string name = ModelName.Parse(printed)?.Last ?? printed;
        // A bare size is no name; the whole path is.
        if (ModelName.IsSize(name))
            name = printed;
        string aliases = name == printed ? "[]" : $"[{Quoted(printed)}]";
        return string.Join('\n', [
            $"  - name: {Quoted(name)}",
            $"    family: {Quoted(WithoutSize(name))}",
            $"    aliases: {aliases}",
            "    parameters: null          # non-embedding",
            "    totalParameters: null",
            "    activeParameters: null    # mixture of experts",
            "    tokens: null",
            "    tokensPerStep: null",
            "    trainingCompute: null     # optional; else 6ND",
            "    loss: null                # nats per token",
            "    source: null              # where the numbers come from",
            "",
        ]);
    }

    // Members of a family share their name but for the size, and models of one family share a curve.
    private static string WithoutSize(string name)
    {
        string[] words = [.. name.Split('-').Where(word => !ModelName.IsSize(word))];
        string family = string.Join('-', words);
        return family.Length == 0 ? name : family;
    }

    // Names come from logs and may hold anything; a double-quoted YAML scalar holds it safely.
    private static string Quoted(string text)
    {
        StringBuilder quoted = new(text.Length + 2);
        quoted.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029')
                quoted.Append("\\u").Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
