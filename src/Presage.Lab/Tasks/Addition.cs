using Presage.Lab.Training;

namespace Presage.Lab.Tasks;

/// <summary>Addition: <c>012+345=0357</c>; reversed, <c>012+345=7530</c>.</summary>
/// <param name="digits">Of each operand, 1 to 5.</param>
/// <param name="draw">How training draws operands. Test operands are uniform.</param>
/// <param name="reversed">Whether the answer's lowest digit comes first, so that each digit needs only what came before it.</param>
public sealed class Addition(int digits, OperandDraw draw = OperandDraw.UniformLength, bool reversed = false)
    : TwoOperandTask(digits, digits, '+', digits + 1, reversed)
{
    /// <inheritdoc/>
    public override string Name { get; } =
        $"addition-{digits}{(draw == OperandDraw.UniformValue ? "-uniform" : "")}{(reversed ? "-reversed" : "")}";

    /// <inheritdoc/>
    /// <remarks>0999 for three digits: each first operand has one second.</remarks>
    public override double CommonestAnswer => 1.0 / FirstBound;

    internal override long DrawForTraining(ref RandomStream random) => Number(Operand(ref random), Operand(ref random));

    private protected override long Result(long a, long b) => a + b;

    private long Operand(ref RandomStream random) =>
        random.Below(draw == OperandDraw.UniformValue ? FirstBound : PowerOfTen(1 + (int)random.Below(FirstDigits)));
}
