namespace Presage.Mirages;

/// <summary>What can be chosen of the closed-form model. Checked when set.</summary>
public sealed record MirageSettings
{
    /// <summary>Parameters at which the cross-entropy is 1 nat per token.</summary>
    public const double Scale = 1e8;

    /// <summary>The steepest exponent that can be chosen.</summary>
    public const double LeastExponent = -1.5;

    /// <summary>The flattest exponent that can be chosen.</summary>
    public const double GreatestExponent = -0.05;

    /// <summary>The longest target that can be chosen, in tokens.</summary>
    public const int GreatestTargetTokens = 100;

    /// <summary>The most choices of a question.</summary>
    public const int GreatestChoices = 26;

    /// <summary>The most items of the test.</summary>
    public const int GreatestItems = 100_000;

    /// <summary>alpha, the power of the size with which the cross-entropy per token falls; in [-1.5, -0.05].</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double Exponent
    {
        get;
        init => field = value is >= LeastExponent and <= GreatestExponent
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The exponent is between -1.5 and -0.05.");
    } = -0.3;

    /// <summary>L, the tokens of an answer, all of which exact match wants right; in [1, 100].</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int TargetTokens
    {
        get;
        init => field = Between(value, 1, GreatestTargetTokens, "The target length");
    } = 5;

    /// <summary>K, the choices of a question; in [2, 26].</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int Choices
    {
        get;
        init => field = Between(value, 2, GreatestChoices, "The number of choices");
    } = 4;

    /// <summary>n, the items of the test; in [1, 100,000].</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int Items
    {
        get;
        init => field = Between(value, 1, GreatestItems, "The number of items");
    } = 50;

    private static int Between(int value, int least, int greatest, string what) =>
        value >= least && value <= greatest
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{what} is between {least} and {greatest}.");
}
