using MathNet.Numerics.Distributions;

namespace Presage.Laws;

/// <summary>The 0.975 quantile of Student's t, by which a standard error becomes half a 95 % interval.</summary>
internal static class StudentQuantile
{
    private static readonly double[] Known = new double[256];

    /// <summary>The quantile.</summary>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double At(int degreesOfFreedom)
    {
        if (degreesOfFreedom >= Known.Length)
            return Compute(degreesOfFreedom);

        // Two threads may both compute an entry; they write the same number.
        double known = Volatile.Read(ref Known[degreesOfFreedom]);
        if (known == 0)
            Volatile.Write(ref Known[degreesOfFreedom], known = Compute(degreesOfFreedom));
        return known;
    }

    private static double Compute(int degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 0.975);
}
