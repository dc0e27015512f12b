namespace Presage.Evaluations;

/// <summary>Count, mean, standard error and range of numbers that come one by one.</summary>
internal sealed class Moments
{
    private double _first;
    private double _sum;
    private double _lost;
    private double _deviations;
    private double _squares;

    public long Count { get; private set; }

    public double Least { get; private set; }

    public double Largest { get; private set; }

    public double Mean => (_sum + _lost) / Count;

    /// <summary>sd / sqrt(n), with n - 1 in the variance, which for right or wrong is sqrt(p(1 - p)/(n - 1)). Null below two numbers.</summary>
    public double? StandardError
    {
        get
        {
            if (Count < 2)
                return null;
            double variance = (_squares - (_deviations * _deviations / Count)) / (Count - 1);
            return Math.Sqrt(Math.Max(0, variance) / Count);
        }
    }

    public void Add(double value)
    {
        if (Count++ == 0)
            _first = Least = Largest = value;
        Least = Math.Min(Least, value);
        Largest = Math.Max(Largest, value);

        // Deviations are taken from the first number, so that squares of large numbers do not cancel.
        double deviation = value - _first;
        _deviations += deviation;
        _squares += deviation * deviation;

        // Neumaier's summation: what a sum of many numbers loses in its last digits is kept beside it.
        double sum = _sum + value;
        _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
    }

    public Moments Copy() => (Moments)MemberwiseClone();
}
