namespace Presage.Lab.Tasks;

/// <summary>A family of problems whose prompts all have one length, and whose answers have another. Problems are numbered.</summary>
public abstract class LabTask
{
    /// <summary>The name, which says all that tells the task from others.</summary>
    public abstract string Name { get; }

    /// <summary>The characters of prompts and answers.</summary>
    public abstract string Alphabet { get; }

    /// <summary>Characters of a prompt, the sign before the answer counted.</summary>
    public abstract int PromptLength { get; }

    /// <summary>Characters of an answer.</summary>
    public abstract int AnswerLength { get; }

    /// <summary>Problems there are, counting those that <see cref="Canonical"/> makes one only once.</summary>
    public abstract long Problems { get; }

    /// <summary>Test problems where nothing else is said: 2,000, or a tenth of the problems (rounded up) where that is less.</summary>
    public virtual int TestProblems => (int)Math.Min(2000, (Problems + 9) / 10);

    /// <summary>Share of uniformly drawn problems whose answer is the commonest: what a model scores that has not read the problem, in (0, 1].</summary>
    public abstract double CommonestAnswer { get; }

    /// <summary>A problem's prompt.</summary>
    public string Prompt(long problem) => Text(problem)[..PromptLength];

    /// <summary>A problem's answer.</summary>
    public string Answer(long problem) => Text(problem)[PromptLength..];

    /// <summary>Draws a problem as training does, without regard to the test.</summary>
    internal abstract long DrawForTraining(ref Training.RandomStream random);

    /// <summary>Draws a problem uniformly.</summary>
    internal abstract long DrawUniformly(ref Training.RandomStream random);

    /// <summary>The problem that stands for this one and those that give it away, such as the same operands swapped.</summary>
    internal virtual long Canonical(long problem) => problem;

    /// <summary>Writes prompt and answer.</summary>
    internal abstract void Write(long problem, Span<char> text);

    /// <summary>Zero-padded decimal digits that fill the text, the lowest first where reversed.</summary>
    private protected static void WriteDigits(long value, Span<char> text, bool reversed = false)
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[reversed ? i : text.Length - 1 - i] = (char)('0' + (value % 10));
            value /= 10;
        }
    }

    /// <summary>10 to a power.</summary>
    private protected static long PowerOfTen(int digits)
    {
        long power = 1;
        for (int i = 0; i < digits; i++)
            power *= 10;
        return power;
    }

    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to 5, which keeps problems countable.</exception>
    private protected static int CheckedDigits(int digits) =>
        digits is >= 1 and <= 5 ? digits : throw new ArgumentOutOfRangeException(nameof(digits), digits, "Operands have 1 to 5 digits.");

    private string Text(long problem)
    {
        var text = new char[PromptLength + AnswerLength];
        Write(problem, text);
        return new string(text);
    }
}
