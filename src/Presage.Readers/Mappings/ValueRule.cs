using Presage.Readers.Yaml;

namespace Presage.Readers.Mappings;

/// <summary>Which columns hold results, and of what.</summary>
internal sealed class ValueRule : ColumnRule
{
    /// <exception cref="UnreadableInputException">The section has a mistake in it.</exception>
    public ValueRule(YamlSection section, IReadOnlyCollection<string> outer)
        : base(section, outer)
    {
        section.AllowOnly([.. Keys, "samples", "standardError"]);
        HashSet<string> captures = [.. outer, .. Captured];
        Samples = FieldSource.Parse(section, "samples", captures);
        StandardError = FieldSource.Parse(section, "standardError", captures);
    }

    public FieldSource? Samples { get; }

    public FieldSource? StandardError { get; }

    protected override IEnumerable<FieldSource?> OwnSources => [Samples, StandardError];
}
