namespace Presage.Lab.Tasks;

/// <summary>Addition modulo a number: for 97, <c>50+60=13</c>. Operands are uniform below the modulus.</summary>
/// <param name="modulus">2 to 99,999.</param>
public sealed class ModularAddition(int modulus) : TwoOperandTask(DigitsOf(modulus), DigitsOf(modulus), '+', DigitsOf(modulus), reversed: false)
{
    /// <inheritdoc/>
    public override string Name { get; } = $"addition-modulo-{modulus}";

    /// <inheritdoc/>
    /// <remarks>All residues are equally common.</remarks>
    public override double CommonestAnswer => 1.0 / modulus;

    private protected override long FirstBound => modulus;

    private protected override long SecondBound => modulus;

    private protected override long Result(long a, long b) => (a + b) % modulus;

    private static int DigitsOf(int modulus)
    {
        if (modulus is < 2 or > 99_999)
            throw new ArgumentOutOfRangeException(nameof(modulus), modulus, "A modulus is 2 to 99,999.");
        int digits = 1;
        while (PowerOfTen(digits) < modulus)
            digits++;
        return digits;
    }
}
