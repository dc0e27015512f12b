using MathNet.Numerics.Distributions;

namespace Presage.Emergence;

/// <summary>The smooth law of success counts under one link, with chance known, and how well it reproduces the raw curve.</summary>
/// <remarks>
/// p = g + (1 - g) q, with q = exp(-exp(-(a + b x))), the logistic or the normal distribution function of a + b x. The fit is maximum quasi-likelihood with model noise of
/// the log loss carried to the counts; the statistic is the score for a bend at that fit, so that models at the floor, which know nothing, weigh nothing.
/// Its null distribution is drawn from the fitted law with noise and binomial counts.
/// </remarks>
internal sealed class CountFit
{
    private readonly SuccessCounts _raw;
    private readonly double[] _positions;
    private readonly VerdictLink _link;
    private readonly double[][] _smooth;
    private readonly double[][] _alternatives;
    private readonly Levelling[] _levellings;
    private readonly double _correlation;
    private readonly double[] _linear;
    private readonly double[] _rates;
    private readonly double[] _deviations;
    private readonly double[] _whitened;

    private CountFit(
        SuccessCounts raw, double[] positions, VerdictLink link, double correlation, double[][] smooth, double[][] alternatives, Levelling[] levellings,
        double[] linear, double[] rates, double[] deviations, double[] whitened, double noise)
    {
        (_raw, _positions, _link, _correlation, _smooth, _alternatives, _levellings) = (raw, positions, link, correlation, smooth, alternatives, levellings);
        (_linear, _rates, _deviations, _whitened, Noise) = (linear, rates, deviations, whitened, noise);
    }

    // Level, slope, knot and bend; one more where the law may level off.
    private int Freedom => Math.Max(_positions.Length - (_levellings.Length > 0 ? 5 : 4), 1);

    /// <summary>Model noise on the scale of the log loss, estimated under the broken law, at least the floor.</summary>
    public double Noise { get; }

    /// <summary>Fits the smooth law.</summary>
    /// <returns>Null where there are fewer than five models or the fit fails (no successes above chance, for instance).</returns>
    /// <param name="raw">The raw curve.</param>
    /// <param name="positions">Shape [models]; ascending.</param>
    /// <param name="link">The link.</param>
    /// <param name="floor">Floor of the model noise.</param>
    /// <param name="correlation">Of the noise at neighbours; see <see cref="NoiseShape"/>.</param>
    /// <param name="mayLevel">
    /// Whether the smooth law may level off once, wherever that fits best, and a jump of the level is an alternative beside a bend: to ask whether anything is left to explain, not which law holds.
    /// </param>
    public static CountFit? Create(SuccessCounts raw, double[] positions, VerdictLink link, double floor, double correlation, bool mayLevel)
    {
        if (positions.Length < 5)
            return null;
        double noise = floor;
        CountFit? fit = null;
        // Estimated under the broken law: the noise at which what is left has its expectation.
        for (int round = 0; round < 6; round++)
        {
            fit = AtNoise(raw, positions, link, noise, correlation, mayLevel);
            if (fit is null)
                return null;
            (double squares, double fall, _) = fit.Score(fit._whitened);
            double excess = (squares - fall) / fit.Freedom;
            if (excess <= 1.05)
                return fit;
            noise = Math.Min(noise * Math.Sqrt(Math.Min(excess, 4)), 2);
        }

        return fit;
    }

    /// <summary>The share of curves drawn from the smooth law that bend, or jump, upwards at least as much as the observed one.</summary>
    /// <param name="plan">How many curves are drawn.</param>
    public (double PValue, int Draws) Test(DrawPlan plan)
    {
        double observed = Statistic(_whitened);
        if (observed <= 0)
            return (1, 0);
        int models = _positions.Length, exceed = 0, done = 0;
        double own = Math.Sqrt(1 - (_correlation * _correlation));
        double[] simulated = new double[models];
        CounterRandom random = new(77, (ulong)models, (ulong)_raw.Samples[0]);
        while (done < plan.Most)
        {
            // The posterior of the noise, given what was left.
            double noise = Math.Max(Noise * Math.Sqrt(Freedom / random.ChiSquared(Freedom)), 0.01), moved = 0;
            noise = Math.Min(noise, 3);
            for (int i = 0; i < models; i++)
            {
                moved = i == 0 ? random.Normal() : (_correlation * moved) + (own * random.Normal());
                double skill = Skill(_link, _linear[i]);
                double loss = -Math.Log(skill) * Math.Exp(noise * moved);
                double rate = _raw.Chance + ((1 - _raw.Chance) * Math.Exp(-loss));
                simulated[i] = (Count(ref random, _raw.Samples[i], rate) - (_raw.Samples[i] * _rates[i])) / _deviations[i];
            }

            if (Statistic(simulated) >= observed)
                exceed++;
            done++;
            if (plan.IsSettled(exceed, done))
                break;
        }

        return (DrawPlan.PValue(exceed, done), done);
    }

    // The normal approximation is used only where it is good to a count.
    private static double Count(ref CounterRandom random, long samples, double rate)
    {
        double variance = samples * rate * (1 - rate);
        return variance < 25
            ? random.Binomial(samples, rate)
            : Math.Clamp(Math.Round((samples * rate) + (Math.Sqrt(variance) * random.Normal())), 0, samples);
    }

    private double Statistic(double[] whitened)
    {
        (double squares, double fall, double accelerating) = Score(whitened);
        return accelerating / Math.Max((squares - fall) / Freedom, 1);
    }

    private (double Squares, double Fall, double Accelerating) Score(double[] whitened)
    {
        double level = BreakDesign.Dot(_smooth[0], whitened), slope = BreakDesign.Dot(_smooth[1], whitened);
        double squares = BreakDesign.Dot(whitened, whitened) - (level * level) - (slope * slope);
        Levelling? best = null;
        double levelled = 0;
        foreach (Levelling levelling in _levellings)
        {
            double along = BreakDesign.Dot(levelling.Bend, whitened);
            if (along < levelled)
                (best, levelled) = (levelling, along);
        }

        double fall = 0, accelerating = 0;
        foreach (double[] alternative in best?.Alternatives ?? _alternatives)
        {
            double along = BreakDesign.Dot(alternative, whitened);
            fall = Math.Max(fall, along * along);
            if (along > 0)
                accelerating = Math.Max(accelerating, along * along);
        }

        return (squares - (levelled * levelled), fall, accelerating);
    }

    private static CountFit? AtNoise(SuccessCounts raw, double[] positions, VerdictLink link, double noise, double correlation, bool mayLevel)
    {
        int models = positions.Length;
        double chance = raw.Chance, room = 1 - chance, origin = positions[0];
        double[] linear = new double[models], rates = new double[models], deviations = new double[models], weights = new double[models], whitened = new double[models];

        // Start from rates pulled off the edges.
        double w = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (int i = 0; i < models; i++)
        {
            double skill = Math.Clamp(((raw.Successes[i] + 0.5) / (raw.Samples[i] + 1) - chance) / room, 0.5 / (raw.Samples[i] + 1), 1 - (0.5 / (raw.Samples[i] + 1)));
            double y = LossScale.At(link, Math.Log(-Math.Log(skill))), x = positions[i] - origin;
            double weight = raw.Samples[i] * skill * (1 - skill);
            (w, sx, sy, sxx, sxy) = (w + weight, sx + (weight * x), sy + (weight * y), sxx + (weight * x * x), sxy + (weight * x * y));
        }

        double b = ((w * sxy) - (sx * sy)) / ((w * sxx) - (sx * sx));
        double a = (sy - (b * sx)) / w;
        if (!double.IsFinite(a) || !double.IsFinite(b))
            return null;

        double last = double.PositiveInfinity;
        for (int iteration = 0; iteration < 60; iteration++)
        {
            double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
            for (int i = 0; i < models; i++)
            {
                double x = positions[i] - origin;
                linear[i] = Math.Clamp(a + (b * x), Least(link), Most(link));
                double skill = Skill(link, linear[i]), loss = -Math.Log(skill);
                double slope = room * Density(link, linear[i], skill);
                double n = raw.Samples[i], p = rates[i] = Math.Clamp(chance + (room * skill), 1e-12, 1 - 1e-12);
                double moved = n * room * skill * loss * noise;
                double variance = (n * p * (1 - p)) + (moved * moved);
                deviations[i] = Math.Sqrt(variance);
                whitened[i] = (raw.Successes[i] - (n * p)) / deviations[i];
                double root = n * slope / deviations[i];
                weights[i] = root * root;
                g0 += root * whitened[i];
                g1 += root * whitened[i] * x;
                h00 += weights[i];
                h01 += weights[i] * x;
                h11 += weights[i] * x * x;
            }

            double determinant = (h00 * h11) - (h01 * h01);
            if (!(determinant > 1e-12 * h00 * h11) || !double.IsFinite(determinant))
                return null;
            double da = ((g0 * h11) - (g1 * h01)) / determinant, db = ((g1 * h00) - (g0 * h01)) / determinant;
            double size = Math.Max(Math.Abs(da), Math.Abs(da + (db * (positions[^1] - origin))));
            double damp = size > 1 ? 1 / size : size < last ? 1 : 0.5;
            last = size;
            a += damp * da;
            b += damp * db;
            if (size < 1e-7)
                break;
        }

        NoiseShape shape = new(weights, correlation: 0);
        if (last >= 1e-3 || BreakDesign.Create(positions, shape, saturation: null) is not { Knots.Length: > 0 } design)
            return null;
        double[][] alternatives = mayLevel ? [.. design.Bends, .. Jumps(positions, shape, design.Smooth)] : design.Bends;
        return new CountFit(
            raw, positions, link, correlation, design.Smooth, alternatives, mayLevel ? [.. design.Bends.Select(bend => Levelling.At(bend, alternatives))] : [],
            linear, rates, deviations, whitened, noise);
    }

    // A step up between neighbours, with at least two models on each side.
    private static IEnumerable<double[]> Jumps(double[] positions, NoiseShape shape, double[][] smooth)
    {
        for (int first = 2; first <= positions.Length - 2; first++)
        {
            double[] jump = shape.Whiten([.. positions.Select((_, i) => i >= first ? 1.0 : 0.0)]);
            if (positions[first] > positions[first - 1] && BreakDesign.Normalise(jump, [.. smooth], keep: false))
                yield return jump;
        }
    }

    /// <summary>A smooth law that levels off at one place, and what is left of every alternative beside it.</summary>
    private sealed record Levelling(double[] Bend, double[][] Alternatives)
    {
        public static Levelling At(double[] bend, double[][] alternatives)
        {
            List<double[]> left = [];
            foreach (double[] alternative in alternatives)
            {
                double[] column = [.. alternative];
                // What the levelling law nearly explains itself is no alternative to it.
                if (Math.Abs(BreakDesign.Dot(bend, column)) < 0.999 && BreakDesign.Normalise(column, [bend], keep: false))
                    left.Add(column);
            }

            return new Levelling(bend, [.. left]);
        }
    }

    private static double Least(VerdictLink link) => link switch { VerdictLink.LogLog => -3.2, VerdictLink.Logit => -25, _ => -7 };

    private static double Most(VerdictLink link) => link switch { VerdictLink.LogLog => 14, VerdictLink.Logit => 14, _ => 5 };

    private static double Skill(VerdictLink link, double linear) => link switch
    {
        VerdictLink.LogLog => Math.Exp(-Math.Exp(-linear)),
        VerdictLink.Logit => 1 / (1 + Math.Exp(-linear)),
        _ => Normal.CDF(0, 1, linear),
    };

    private static double Density(VerdictLink link, double linear, double skill) => link switch
    {
        VerdictLink.LogLog => skill * Math.Exp(-linear),
        VerdictLink.Logit => skill * (1 - skill),
        _ => Normal.PDF(0, 1, linear),
    };
}
