namespace Presage.Lab.Tasks;

/// <summary>Sorting: <c>3142=1234</c>. Strings with the same digits in another order are other problems, though their answers are the same.</summary>
/// <param name="length">Digits, 1 to 12.</param>
public sealed class Sorting(int length) : DigitStringTask(length)
{
    /// <inheritdoc/>
    public override string Name => $"sorting-{AnswerLength}";

    /// <inheritdoc/>
    /// <remarks>Digits as different as can be: the multinomial coefficient of one of each, two of some beyond ten digits, over all strings.</remarks>
    public override double CommonestAnswer
    {
        get
        {
            double share = 1;
            for (int i = 1; i <= AnswerLength; i++)
                share *= i / (i <= 10 ? 10.0 : 20.0);
            return share;
        }
    }

    private protected override void Transform(Span<char> digits) => digits.Sort();
}
