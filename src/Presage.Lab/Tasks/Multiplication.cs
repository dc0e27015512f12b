namespace Presage.Lab.Tasks;

/// <summary>Multiplication: <c>12*34=0408</c>. Operands are uniform.</summary>
/// <param name="firstDigits">Of the first operand, 1 to 5.</param>
/// <param name="secondDigits">Of the second operand, 1 to 5.</param>
/// <param name="reversed">Whether the answer's lowest digit comes first.</param>
public sealed class Multiplication(int firstDigits, int secondDigits, bool reversed = false)
    : TwoOperandTask(firstDigits, secondDigits, '*', firstDigits + secondDigits, reversed)
{
    /// <inheritdoc/>
    public override string Name { get; } = $"multiplication-{firstDigits}x{secondDigits}{(reversed ? "-reversed" : "")}";

    /// <summary>2,000, or a fifth of the problems (rounded up) where that is less.</summary>
    /// <remarks>Of 2 by 2 digits 1,010; with their operands swapped, 2,000 of the 10,000 texts.</remarks>
    public override int TestProblems => (int)Math.Min(2000, (Problems + 4) / 5);

    /// <inheritdoc/>
    /// <remarks>0, wherever an operand is 0: of 2 by 2 digits 1.99 %.</remarks>
    public override double CommonestAnswer => 1 - ((1 - (1.0 / FirstBound)) * (1 - (1.0 / SecondBound)));

    private protected override long Result(long a, long b) => a * b;
}
