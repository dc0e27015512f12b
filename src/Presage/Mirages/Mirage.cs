using System.Collections.Immutable;
using Presage.Laws;
using Presage.Proportions;
using Presage.Scoring;
using Presage.Units;

namespace Presage.Mirages;

/// <summary>How one smooth law looks under several metrics and through a test of few items: the closed-form model of Schaeffer et al. (2023, 2304.15004, section 2).</summary>
/// <remarks>
/// The cross-entropy per token is (N/c)^alpha, a token is right with probability p = exp(-cross-entropy), tokens are alike and independent, and
/// errors are substitutions. Questions have one-token choices, and the wrong ones share the rest of the mass alike. Every number is a
/// closed form but the counts of the sampled tests, which follow from a fixed seed.
/// </remarks>
public sealed class Mirage
{
    /// <summary>Times the items of the larger test.</summary>
    public const int LargerTest = 100;

    /// <summary>With how much probability at least one success is seen at <see cref="SmallestVisibleRate"/>.</summary>
    public const double Confidence = 0.95;

    private const long Seed = 7;

    /// <summary>The sizes of the ladder: 1 and 3 of every power of ten, from a million to a trillion parameters.</summary>
    public static ImmutableArray<Params> Sizes { get; } =
    [
        .. from exponent in Enumerable.Range(6, 7)
           from digit in (int[])[1, 3]
           where exponent < 12 || digit == 1
           select Params.From(digit * Math.Pow(10, exponent)),
    ];

    /// <summary>The uniform number with which each rung's count is drawn, by inversion: the same at any settings, so that the picture changes with these and not by chance.</summary>
    public static ImmutableArray<double> Levels { get; } = [.. Enumerable.Range(0, Sizes.Length).Select(rung => new SplitMix64(Seed, rung).Uniform())];

    /// <summary>Computes it.</summary>
    /// <param name="settings">What was chosen.</param>
    public Mirage(MirageSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Law = new TokenErrorPowerLaw(MirageSettings.Scale, settings.Exponent);
        Transitions = [.. ((MirageMetric[])[MirageMetric.ExactMatch, MirageMetric.MultipleChoiceGrade, MirageMetric.TokenEditDistance, MirageMetric.BrierScore]).Select(Transition)];
        Tested = Test(settings.Items);
        TestedOnMore = Test((long)settings.Items * LargerTest);
        SmallestVisibleRate = VisibleRate(settings.Items);
        SmallestVisibleRateOnMore = VisibleRate((long)settings.Items * LargerTest);
        VisibleFrom = SizeAtExactMatch(SmallestVisibleRate);
        VisibleFromOnMore = SizeAtExactMatch(SmallestVisibleRateOnMore);
    }

    /// <summary>What was chosen.</summary>
    public MirageSettings Settings { get; }

    /// <summary>The law, over parameters.</summary>
    public TokenErrorPowerLaw Law { get; }

    /// <summary>Where each metric changes. The cross-entropy is not among them: it has no worst value, and is a straight line on two logarithmic axes.</summary>
    public ImmutableArray<MetricTransition> Transitions { get; }

    /// <summary>The ladder on the test, smallest first.</summary>
    public ImmutableArray<MirageRung> Tested { get; }

    /// <summary>The ladder on a test of <see cref="LargerTest"/> times the items, smallest first.</summary>
    public ImmutableArray<MirageRung> TestedOnMore { get; }

    /// <summary>The smallest rate that the test tells from zero: below it, no success at all is seen more often than one time in twenty.</summary>
    /// <remarks>1 - 0.05^(1/n), about 3/n; the exact one-sided upper limit where nothing succeeded (Clopper and Pearson 1934).</remarks>
    public double SmallestVisibleRate { get; }

    /// <summary>The same for the larger test.</summary>
    public double SmallestVisibleRateOnMore { get; }

    /// <summary>The size at which exact match reaches <see cref="SmallestVisibleRate"/>.</summary>
    public Params VisibleFrom { get; }

    /// <summary>The size at which exact match reaches <see cref="SmallestVisibleRateOnMore"/>.</summary>
    public Params VisibleFromOnMore { get; }

    /// <summary>Decades from where exact match becomes visible to where it reaches 90 %: the jump as the test shows it.</summary>
    public double VisibleDecades => Decades(VisibleFrom, SizeAtExactMatch(0.9));

    /// <summary>A metric's value.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="size">Above 0.</param>
    /// <returns>In the metric's own unit and direction.</returns>
    public double Value(MirageMetric metric, Params size) => metric switch
    {
        MirageMetric.CrossEntropy => Law.CrossEntropy(size.Count),
        MirageMetric.ExactMatch => Law.ExactMatch(size.Count, Settings.TargetTokens),
        MirageMetric.MultipleChoiceGrade => Law.MultipleChoiceGrade(size.Count, Settings.Choices),
        MirageMetric.TokenEditDistance => Law.TokenEditDistance(size.Count, Settings.TargetTokens),
        MirageMetric.BrierScore => Law.BrierScore(size.Count, Settings.Choices),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "No such metric."),
    };

    /// <summary>The rung at which the first answer is right in the draw.</summary>
    /// <param name="tested">A ladder, smallest first.</param>
    /// <returns>Null where no model has one.</returns>
    public static MirageRung? First(ImmutableArray<MirageRung> tested) => tested.FirstOrDefault(rung => rung.Successes > 0);

    private Params SizeAtExactMatch(double rate) => Params.From(Law.SizeAt(-Math.Log(rate) / Settings.TargetTokens));

    private static double VisibleRate(long items) => BinomialInterval.ClopperPearsonUpper(0, items, Confidence);

    private static double Decades(Params from, Params to) => Math.Log10(to.Count) - Math.Log10(from.Count);

    private MetricTransition Transition(MirageMetric metric)
    {
        Params tenth = SizeAt(metric, 0.1), nineTenths = SizeAt(metric, 0.9);
        return new MetricTransition(metric, tenth, SizeAt(metric, 0.5), nineTenths, Decades(tenth, nineTenths));
    }

    // Exact match is p^L, the edit distance has gone p of its way, the Brier score 1 - (1 - p)^2, and the grade jumps at p = 1/K.
    private Params SizeAt(MirageMetric metric, double share) => metric switch
    {
        MirageMetric.ExactMatch => SizeAtExactMatch(share),
        MirageMetric.MultipleChoiceGrade => Params.From(Law.SizeAt(Math.Log(Settings.Choices))),
        MirageMetric.TokenEditDistance => Params.From(Law.SizeAt(-Math.Log(share))),
        _ => Params.From(Law.SizeAt(-Math.Log(1 - Math.Sqrt(1 - share)))),
    };

    private ImmutableArray<MirageRung> Test(long items) =>
    [
        .. Sizes.Select((size, rung) =>
        {
            double rate = Law.ExactMatch(size.Count, Settings.TargetTokens);
            long successes = BinomialQuantile.At(items, rate, Levels[rung]);
            return new MirageRung(size, rate, items, successes, BinomialInterval.Wilson(successes, items));
        }),
    ];
}
