using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Presage.Readers.Mappings;

/// <summary>The rules that are for a column. Each name is matched once.</summary>
internal sealed class RuleMatches<TRule>(ImmutableArray<TRule> rules)
    where TRule : ColumnRule
{
    private readonly Dictionary<string, ImmutableArray<(TRule Rule, Match Match)>> _byColumn = [];

    public ImmutableArray<(TRule Rule, Match Match)> For(string column)
    {
        if (!_byColumn.TryGetValue(column, out ImmutableArray<(TRule, Match)> matches))
        {
            matches = [.. from rule in rules let match = rule.Match(column) where match is not null select (rule, match)];
            _byColumn.Add(column, matches);
        }

        return matches;
    }
}
