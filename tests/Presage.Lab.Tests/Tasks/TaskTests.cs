using Presage.Lab.Tasks;
using Presage.Lab.Training;

namespace Presage.Lab.Tests.Tasks;

public sealed class TaskTests
{
    public static TheoryData<LabTask, long, string, string> Examples => new()
    {
        { new Addition(3), 12_345, "012+345=", "0357" },
        { new Addition(3, reversed: true), 12_345, "012+345=", "7530" },
        { new Addition(3, OperandDraw.UniformValue), 999_999, "999+999=", "1998" },
        { new Subtraction(3), 345_012, "345-012=", "333" },
        { new Multiplication(2, 2), 12_34, "12*34=", "0408" },
        { new Multiplication(1, 3, reversed: true), 7_111, "7*111=", "7770" },
        { new ModularAddition(97), 50_60, "50+60=", "13" },
        { new Copying(4), 3142, "3142=", "3142" },
        { new Sorting(4), 3142, "3142=", "1234" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Task_Problem_HasPromptAndAnswer(LabTask task, long problem, string prompt, string answer)
    {
        Assert.Equal(prompt, task.Prompt(problem));
        Assert.Equal(answer, task.Answer(problem));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Split_TrainingDraws_NeverMeetTheTest(LabTask task, long problem, string prompt, string answer)
    {
        var split = new TaskSplit(task);
        HashSet<string> test = [.. split.Test.Select(task.Prompt)];
        var random = new RandomStream(5, RandomPurpose.TrainingProblems, 0);

        Assert.Equal(task.TestProblems, test.Count);
        Assert.Equal(test.Count, split.Test.Select(task.Canonical).Distinct().Count());
        for (int i = 0; i < 20_000; i++)
        {
            string drawn = task.Prompt(split.DrawForTraining(ref random));
            Assert.DoesNotContain(drawn, test);
            if (task is Addition or Multiplication && drawn.Length % 2 == 0 && drawn[(drawn.Length / 2) - 1] is '+' or '*')
                Assert.DoesNotContain($"{drawn[(drawn.Length / 2)..^1]}{drawn[(drawn.Length / 2) - 1]}{drawn[..((drawn.Length / 2) - 1)]}=", test);
        }

        Assert.Equal(prompt + answer, task.Prompt(problem) + task.Answer(problem));
    }

    public static TheoryData<LabTask, int, int> Countable => new()
    {
        { new Addition(2), 100, 100 },
        { new Subtraction(2), 100, 100 },
        { new Multiplication(1, 2), 10, 100 },
        { new Multiplication(2, 2), 100, 100 },
        { new ModularAddition(7), 7, 7 },
        { new ModularAddition(23), 23, 23 },
    };

    [Theory]
    [MemberData(nameof(Countable))]
    public void CommonestAnswer_OfTwoOperands_IsItsShareOfAllPairs(LabTask task, int first, int second)
    {
        long tens = second <= 10 ? 10 : 100;
        var answers = from a in Enumerable.Range(0, first) from b in Enumerable.Range(0, second) select task.Answer(task.Canonical((a * tens) + b));
        Assert.Equal((double)answers.CountBy(answer => answer).Max(count => count.Value) / (first * second), task.CommonestAnswer, 1e-12);
    }

    [Fact]
    public void CommonestAnswer_OfStrings_IsItsShareOfAll()
    {
        foreach (LabTask task in (LabTask[])[new Copying(3), new Sorting(1), new Sorting(4)])
        {
            int most = Enumerable.Range(0, (int)task.Problems).Select(i => task.Answer(i)).CountBy(answer => answer).Max(count => count.Value);
            Assert.Equal((double)most / task.Problems, task.CommonestAnswer, 1e-12);
        }

        // 12! / (2! 2!) / 10^12
        Assert.Equal(479001600.0 / 4 / 1e12, new Sorting(12).CommonestAnswer, 1e-15);
    }

    [Fact]
    public void Split_SameSeed_HasTheSameTest()
    {
        Assert.Equal(new TaskSplit(new Addition(3), 50, 1).Test, new TaskSplit(new Addition(3), 50, 1).Test);
        Assert.NotEqual(new TaskSplit(new Addition(3), 50, 1).Test, new TaskSplit(new Addition(3), 50, 2).Test);
    }

    [Fact]
    public void Multiplication_OfTwoDigits_HoldsOutAFifthOfTheTexts()
    {
        var split = new TaskSplit(new Multiplication(2, 2));

        Assert.Equal(1010, split.Test.Length);
        Assert.InRange(Enumerable.Range(0, 10_000).Count(problem => split.IsHeldOut(problem)), 1900, 2020);
    }

    [Fact]
    public void Split_SwappedOperandsIndependent_HoldsOutTheTestAlone()
    {
        var split = new TaskSplit(new Multiplication(2, 2), 2000, swapped: SwappedOperands.Independent);

        Assert.Equal(2000, split.Test.Distinct().Count());
        Assert.Equal(split.Test.Order(), Enumerable.Range(0, 10_000).Select(problem => (long)problem).Where(split.IsHeldOut));
    }

    [Fact]
    public void Addition_UniformLength_DrawsShortOperandsOften()
    {
        LabTask task = new Addition(3);
        var random = new RandomStream(1, RandomPurpose.TrainingProblems, 0);
        int small = 0;
        for (int i = 0; i < 10_000; i++)
            small += task.DrawForTraining(ref random) / 1000 < 10 ? 1 : 0;

        // 1/3 + 1/3 * 1/10 + 1/3 * 1/100
        Assert.Equal(0.37, small / 10_000.0, 0.03);
    }

    [Fact]
    public void Split_MoreThanHalf_IsRefused()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => new TaskSplit(new Addition(1), 28));
        Assert.Contains("1 to 27", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Task_AbsurdSize_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Addition(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Multiplication(2, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModularAddition(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Copying(13));
    }

    [Fact]
    public void Tokenizer_Text_ComesBack()
    {
        var tokenizer = new CharacterTokenizer(new Addition(3).Alphabet);
        var tokens = new byte[8];

        tokenizer.Encode("012+345=", tokens);

        Assert.Equal(12, tokenizer.Vocabulary);
        Assert.Equal("012+345=", tokenizer.Decode(tokens));
        Assert.Throws<ArgumentException>(() => tokenizer.Encode("a", tokens));
    }
}
