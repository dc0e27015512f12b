using System.Collections.Immutable;
using System.Globalization;
using Presage.Mirages;
using Presage.Proportions;
using Presage.Units;

namespace Presage.Reports;

/// <summary>The closed-form model in words and tables.</summary>
public static class MirageText
{
    /// <summary>A metric's name.</summary>
    public static string Name(MirageMetric metric) => metric switch
    {
        MirageMetric.CrossEntropy => "Cross-entropy per token",
        MirageMetric.ExactMatch => "Exact match",
        MirageMetric.MultipleChoiceGrade => "Multiple choice grade",
        MirageMetric.TokenEditDistance => "Token edit distance",
        MirageMetric.BrierScore => "Brier score",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "No such metric."),
    };

    /// <summary>What one sees, in a sentence or two.</summary>
    public static string Sentence(Mirage mirage)
    {
        ArgumentNullException.ThrowIfNull(mirage);
        string items = NumberText.Count(mirage.Settings.Items, "item"), more = NumberText.Count((long)mirage.Settings.Items * Mirage.LargerTest);
        MirageRung? first = Mirage.First(mirage.Tested), firstOnMore = Mirage.First(mirage.TestedOnMore);
        int place = first is null ? mirage.Tested.Length : mirage.Tested.IndexOf(first);
        string others = firstOnMore is null ? $"with {more} still none does"
            : firstOnMore.Size == first?.Size ? $"with {more} it is the same"
            : firstOnMore == mirage.TestedOnMore[0] ? $"with {more} every model does"
            : $"with {more}, models from {Size(firstOnMore.Size)} on do";
        if (place == 0)
            return $"With {items}, every model of this ladder gets an answer right: nothing here looks sudden.";
        MirageRung before = mirage.Tested[place - 1];
        string none = first is null ? "no model of this ladder gets an answer right" : $"no model below {Size(first.Size)} parameters gets an answer right";
        return $"With {items}, {none}; {others}. "
            + $"Nothing sudden happens inside: the {Size(before.Size)} model, which scores 0, has {Percent(mirage.Law.TokenProbability(before.Size.Count))} of its tokens right.";
    }

    /// <summary>The tables: where each metric changes, what the test hides, and the ladder.</summary>
    public static ImmutableArray<TextTable> Tables(Mirage mirage)
    {
        ArgumentNullException.ThrowIfNull(mirage);
        return [Transitions(mirage), Visible(mirage), Ladder(mirage)];
    }

    /// <summary>A size as people name models, such as <c>300M</c>; in powers of ten beyond a thousand trillion.</summary>
    public static string Size(Params size)
    {
        foreach ((double unit, string letter) in ((double, string)[])[(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"), (1, "")])
        {
            if (size.Count >= unit && size.Count < 1e15)
                return Short(size.Count / unit) + letter;
        }

        return NumberText.Amount(size.Count);
    }

    /// <summary>A rate in percent with two significant digits, such as <c>0.67 %</c>.</summary>
    public static string Percent(double rate)
    {
        double percent = 100 * rate;
        return percent == 0 ? "0 %"
            : percent < 0.001 ? $"{percent.ToString("0.0e+0", CultureInfo.InvariantCulture)} %"
            : percent >= 9.95 ? $"{percent.ToString("0", CultureInfo.InvariantCulture)} %"
            : $"{percent.ToString(percent >= 0.995 ? "0.0" : percent >= 0.0995 ? "0.00" : "0.0000", CultureInfo.InvariantCulture)} %";
    }

    private static TextTable Transitions(Mirage mirage) => new(
        "At which size each metric has gone 10 %, 50 % and 90 % of its way",
        ["metric", "10 %", "50 %", "90 %", "decades from 10 to 90 %"],
        [
            ImmutableArray.Create(Name(MirageMetric.CrossEntropy), "", "", "", "a straight line on two log axes"),
            .. mirage.Transitions.Select(one => ImmutableArray.Create(Name(one.Metric), Size(one.Tenth), Size(one.Half), Size(one.NineTenths), one.Decades == 0 ? "0, a step" : Decades(one.Decades))),
        ],
        [$"Exact match and edit distance are equally wide, {Decades(mirage.Transitions[0].Decades)} decades whatever the length: a longer target moves exact match to larger models."]);

    private static TextTable Visible(Mirage mirage) => new(
        "What the test can see of exact match",
        ["items", "smallest rate told from 0", "reached at", "first right answer in this draw"],
        [
            ImmutableArray.Create(
                NumberText.Count(mirage.Settings.Items), Percent(mirage.SmallestVisibleRate), Size(mirage.VisibleFrom), First(mirage.Tested)),
            ImmutableArray.Create(
                NumberText.Count((long)mirage.Settings.Items * Mirage.LargerTest), Percent(mirage.SmallestVisibleRateOnMore), Size(mirage.VisibleFromOnMore), First(mirage.TestedOnMore)),
        ],
        [$"A test sees nothing right of a model below that rate at least one time in twenty. From there to 90 %: {Decades(mirage.VisibleDecades)} decades with {NumberText.Count(mirage.Settings.Items, "item")}."]);

    private static TextTable Ladder(Mirage mirage) => new(
        "The ladder",
        ["parameters", "cross-entropy", "token right", "exact match", "right", "95 %", $"of {Mirage.LargerTest} times the items", "grade", "edit distance", "Brier"],
        [
            .. mirage.Tested.Select((rung, place) => ImmutableArray.Create(
                Size(rung.Size), NumberText.Score(mirage.Value(MirageMetric.CrossEntropy, rung.Size)), Percent(mirage.Law.TokenProbability(rung.Size.Count)), Percent(rung.ExactMatch),
                Counts(rung), Interval(rung.Interval), Counts(mirage.TestedOnMore[place]),
                mirage.Value(MirageMetric.MultipleChoiceGrade, rung.Size).ToString("0", CultureInfo.InvariantCulture),
                NumberText.Score(mirage.Value(MirageMetric.TokenEditDistance, rung.Size)), NumberText.Score(mirage.Value(MirageMetric.BrierScore, rung.Size)))),
        ],
        []);

    private static string First(ImmutableArray<MirageRung> tested) => Mirage.First(tested) is { } rung ? Size(rung.Size) : "none";

    private static string Counts(MirageRung rung) => $"{NumberText.Count(rung.Successes)}/{NumberText.Count(rung.Items)}";

    private static string Interval(ConfidenceInterval interval) => $"{Percent(interval.Lower)} to {Percent(interval.Upper)}";

    private static string Decades(double decades) => decades.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString(value >= 99.95 ? "0" : value >= 9.995 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}
