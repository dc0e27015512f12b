namespace Presage.Lab.Tasks;

/// <summary>Copying: <c>3142=3142</c>.</summary>
/// <param name="length">Digits, 1 to 12.</param>
public sealed class Copying(int length) : DigitStringTask(length)
{
    /// <inheritdoc/>
    public override string Name => $"copying-{AnswerLength}";

    /// <inheritdoc/>
    public override double CommonestAnswer => 1.0 / Problems;

    private protected override void Transform(Span<char> digits)
    {
    }
}
