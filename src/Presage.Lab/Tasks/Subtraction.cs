using Presage.Lab.Training;

namespace Presage.Lab.Tasks;

/// <summary>Subtraction of the smaller operand from the larger: <c>345-012=333</c>. Operands are uniform.</summary>
/// <param name="digits">Of each operand, 1 to 5.</param>
/// <param name="reversed">Whether the answer's lowest digit comes first.</param>
public sealed class Subtraction(int digits, bool reversed = false) : TwoOperandTask(digits, digits, '-', digits, reversed)
{
    /// <inheritdoc/>
    public override string Name { get; } = $"subtraction-{digits}{(reversed ? "-reversed" : "")}";

    /// <inheritdoc/>
    /// <remarks>A difference of 1, in either order before the larger is put first.</remarks>
    public override double CommonestAnswer => 2.0 * (FirstBound - 1) / ((double)FirstBound * FirstBound);

    internal override long DrawUniformly(ref RandomStream random) => Canonical(base.DrawUniformly(ref random));

    private protected override long Result(long a, long b) => a - b;
}
