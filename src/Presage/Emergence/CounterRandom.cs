using Presage.Laws;

namespace Presage.Emergence;

/// <summary>Random numbers that depend on a seed and a stream alone, so that draws are the same on any number of threads and after a restart.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood 2014), started at a hash of the seed and the stream.</remarks>
internal struct CounterRandom
{
    private ulong _state;
    private double _spare = double.NaN;

    public CounterRandom(ulong seed, ulong stream, ulong draw) =>
        _state = SplitMix64.Mixed(SplitMix64.Mixed(SplitMix64.Mixed(unchecked(seed + 0x9E3779B97F4A7C15UL)) ^ unchecked(stream * 0xD1342543DE82EF95UL)) ^ unchecked((draw + 1) * 0x9E3779B97F4A7C15UL));

    /// <summary>A uniform number strictly between 0 and 1.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / 9007199254740992.0);

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            double kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        double radius = Math.Sqrt(-2 * Math.Log(Uniform()));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * Uniform());
        _spare = radius * sine;
        return radius * cosine;
    }

    /// <summary>A chi-squared number with whole degrees of freedom.</summary>
    public double ChiSquared(int degreesOfFreedom)
    {
        double sum = 0;
        for (int i = 0; i < degreesOfFreedom; i++)
        {
            double z = Normal();
            sum += z * z;
        }

        return sum;
    }

    /// <summary>A binomial number, exactly: inversion from the mode outwards.</summary>
    public long Binomial(long samples, double probability)
    {
        if (probability > 0.5)
            return samples - Binomial(samples, 1 - probability);
        if (!(probability > 0) || samples == 0)
            return 0;
        double odds = probability / (1 - probability), u = Uniform();
        long mode = (long)((samples + 1) * probability);
        double atMode = mode == 0
            ? Math.Exp(samples * Math.Log(1 - probability))
            : Math.Exp(LogFactorial(samples) - LogFactorial(mode) - LogFactorial(samples - mode)
                + (mode * Math.Log(probability)) + ((samples - mode) * Math.Log(1 - probability)));
        u -= atMode;
        if (u <= 0)
            return mode;
        double below = atMode, above = atMode;
        for (long down = mode, up = mode; down > 0 || up < samples;)
        {
            if (down > 0)
            {
                below *= down / ((samples - down + 1) * odds);
                down--;
                u -= below;
                if (u <= 0)
                    return down;
            }

            if (up < samples)
            {
                above *= (samples - up) * odds / (up + 1);
                up++;
                u -= above;
                if (u <= 0)
                    return up;
            }

            if (above < 1e-18 && below < 1e-18)
                break;
        }

        return mode;
    }

    private static double LogFactorial(long n) => MathNet.Numerics.SpecialFunctions.GammaLn(n + 1.0);

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
        }

        return SplitMix64.Mixed(_state);
    }
}
