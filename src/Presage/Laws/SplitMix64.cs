namespace Presage.Laws;

/// <summary>A counter-based generator (Steele, Lea and Flood 2014): streams of one seed are independent of the order in which they are drawn.</summary>
internal struct SplitMix64
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>One stream of a seed.</summary>
    public SplitMix64(long seed, int stream) =>
        _state = unchecked(Mixed(Mixed((ulong)seed + Increment) + (Increment * (ulong)stream)));

    /// <summary>A whole number from 0 up to, not including, a bound.</summary>
    /// <param name="bound">At least 1; far below 2^32, so that no value is favoured by more than one part in 2^32.</param>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state = unchecked(_state + Increment);
        return Mixed(_state);
    }

    /// <summary>A uniform number strictly between 0 and 1.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / 9007199254740992.0);

    /// <summary>The generator's finaliser: a bijection whose every output bit depends on every input bit.</summary>
    public static ulong Mixed(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
