using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Tasks;

/// <summary>What training sees is never in the test, nor, where swapped operands are held out, a test problem with its operands swapped.</summary>
public sealed class TaskLeakTests
{
    public static TheoryData<LabTask, SwappedOperands> Tasks
    {
        get
        {
            var data = new TheoryData<LabTask, SwappedOperands>();
            foreach (SwappedOperands swapped in Enum.GetValues<SwappedOperands>())
            {
                data.Add(new Addition(2), swapped);
                data.Add(new Addition(2, OperandDraw.UniformValue), swapped);
                data.Add(new Addition(2, reversed: true), swapped);
                data.Add(new Subtraction(2), swapped);
                data.Add(new Subtraction(2, reversed: true), swapped);
                data.Add(new Multiplication(2, 2), swapped);
                data.Add(new Multiplication(1, 2), swapped);
                data.Add(new Multiplication(2, 2, reversed: true), swapped);
                data.Add(new ModularAddition(97), swapped);
                data.Add(new Copying(3), swapped);
                data.Add(new Sorting(3), swapped);
            }

            return data;
        }
    }

    /// <summary>Looks at the very batches that the trainer takes: 200 steps of 256 problems, more than any of these tasks has.</summary>
    [Theory]
    [MemberData(nameof(Tasks))]
    public void Batches_OfTraining_HoldNoTestProblem(LabTask task, SwappedOperands swapped)
    {
        var split = new TaskSplit(task, swapped: swapped);
        HashSet<string> test = [.. split.Test.Select(task.Prompt)];
        var settings = new TrainingSettings { Model = ModelSettings.OfWidth(4), Steps = 200, Seed = 11, Batch = 256 };
        var problems = new TrainingProblems(split, settings);
        var tokenizer = new CharacterTokenizer(task.Alphabet);
        int length = task.PromptLength + task.AnswerLength;
        HashSet<string> seen = [];
        for (int step = 0; step < settings.Steps; step++)
        {
            string batch = tokenizer.Decode(problems.OfStep(step));
            for (int at = 0; at < batch.Length; at += length)
                seen.Add(batch.Substring(at, task.PromptLength));
        }

        Assert.Equal(split.Test.Length, test.Count);
        // Most of what is not held out comes up, so that a leak would be seen.
        Assert.InRange(seen.Count, task.Problems / 4, int.MaxValue);
        Assert.Empty(seen.Intersect(test));
        string[] twins = [.. seen.Select(Swapped).OfType<string>()];
        if (swapped == SwappedOperands.HeldOut)
            Assert.Empty(twins.Intersect(test));
        else if (task is Multiplication { Name: "multiplication-2x2" } or ModularAddition)
            Assert.NotEmpty(twins.Intersect(test));
    }

    // 12+34= for 34+12=; null where there are no two operands of one length.
    private static string? Swapped(string prompt)
    {
        int sign = prompt.IndexOfAny(['+', '-', '*']);
        return sign > 0 && prompt.Length == (2 * sign) + 2 ? $"{prompt[(sign + 1)..^1]}{prompt[sign]}{prompt[..sign]}=" : null;
    }
}
