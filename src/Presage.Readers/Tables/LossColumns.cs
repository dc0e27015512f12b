using System.Collections.Immutable;

namespace Presage.Readers.Tables;

/// <summary>Which columns of a table hold N, D or C, and the loss.</summary>
/// <param name="Parameters">N.</param>
/// <param name="Tokens">D; null where it follows from C.</param>
/// <param name="Compute">C = 6 N D; null where D is given.</param>
/// <param name="Loss">Nats per token.</param>
internal sealed record LossColumns(int Parameters, int? Tokens, int? Compute, int Loss)
{
    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["N"] = ["n", "modelsize", "parameters", "params", "nparams", "numparams", "numparameters"],
        ["D"] = ["d", "tokens", "trainingtokens", "numtokens", "ntokens"],
        ["C"] = ["c", "compute", "trainingcompute", "flop", "flops", "trainingflop", "trainingflops"],
        ["loss"] = ["loss", "crossentropy", "l"],
    };

    /// <summary>What a column can be named as.</summary>
    public static IReadOnlyCollection<string> Meanings => Known.Keys;

    /// <summary>Finds the columns by name, without regard to case, spaces, '_' and '-'.</summary>
    /// <param name="header">The names in the table.</param>
    /// <param name="named">Names that the user gives for N, D, C or loss, as printed in the table; these come first.</param>
    /// <exception cref="UnusableFileException">A column is missing, or more than one could be meant.</exception>
    public static LossColumns Of(ImmutableArray<string> header, ImmutableDictionary<string, string> named)
    {
        bool byCompute = named.ContainsKey("C") && !named.ContainsKey("D");
        int? tokens = byCompute ? null : Find("D");
        int? compute = tokens is null ? Find("C") : null;
        if (tokens is null && compute is null)
            throw Missing("D", "nor one of compute (C), from which it would follow");
        return new LossColumns(Find("N") ?? throw Missing("N", null), tokens, compute, Find("loss") ?? throw Missing("loss", null));

        int? Find(string meaning)
        {
            int[] found = named.TryGetValue(meaning, out string? name)
                ? [.. Enumerable.Range(0, header.Length).Where(i => header[i] == name)]
                : [.. Enumerable.Range(0, header.Length).Where(i => Known[meaning].Contains(Plain(header[i])))];
            if (found.Length > 1)
                throw new UnusableFileException($"{found.Length} columns could be {meaning}: {string.Join(", ", found.Select(i => $"'{header[i]}'"))}; name one with --columns {meaning}=NAME", "line 1");
            if (found.Length == 0 && name is not null)
                throw new UnusableFileException($"no column is named '{name}'; {NearestWord.Advice(name, header)}", "line 1");
            return found.Length == 0 ? null : found[0];
        }

        UnusableFileException Missing(string meaning, string? also) => new(
            $"no column for {meaning}{(also is null ? "" : ", " + also)}; the columns are {string.Join(", ", header.Select(name => $"'{name}'"))}; name one with --columns {meaning}=NAME", "line 1");
    }

    /// <summary>The choice in words, such as <c>N = Model Size</c>.</summary>
    public ImmutableArray<string> Describe(ImmutableArray<string> header) =>
    [
        $"N = {header[Parameters]}",
        Tokens is { } tokens ? $"D = {header[tokens]}" : $"D = C / 6N, C = {header[Compute!.Value]}",
        $"loss = {header[Loss]}",
    ];

    private static string Plain(string name) => string.Concat(name.Where(c => c is not (' ' or '_' or '-'))).ToLowerInvariant();
}
