using System.Globalization;

namespace Presage.Lab.Studies;

/// <summary>How much a demonstration trains.</summary>
public enum DemoSize
{
    /// <summary>Fewer sizes, two seeds of each.</summary>
    Quick,

    /// <summary>The sizes of Presage's own ladders, three seeds of each.</summary>
    Usual,

    /// <summary>More sizes between them, five seeds of each.</summary>
    Full,
}

/// <summary>The study behind <c>presage demo</c>: multiplication, whose jump is made by the metric, beside addition, which has a phase transition.</summary>
public static class DemoStudy
{
    /// <summary>The study.</summary>
    /// <param name="size">How much of it.</param>
    /// <param name="firstSeed">Seed of the first model of each size; the others follow.</param>
    public static Study Of(DemoSize size, long firstSeed) => StudyFile.Parse(Description(size, firstSeed), "demo");

    private static string Description(DemoSize size, long firstSeed)
    {
        (int seeds, string products, string sums) = size switch
        {
            DemoSize.Quick => (2, "4, 8, 16, 24, 32, 48, 64", "4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 64"),
            DemoSize.Full => (5, "4, 6, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96", "4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96"),
            _ => (3, "4, 8, 16, 24, 32, 48, 64, 96", "4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 96"),
        };
        string numbers = string.Join(", ", Enumerable.Range(0, seeds).Select(seed => (firstSeed + seed).ToString(CultureInfo.InvariantCulture)));
        return $$"""
            # What 'presage demo' trains; 'presage train' takes it too.
            seeds: [{{numbers}}]
            evaluations: 10
            evaluationProblems: 200
            arms:
              # 2,000 of the 10,000 problems are the test. A problem with its operands swapped is another one.
              - name: multiplication
                task: multiplication
                digits: 2x2
                testProblems: 2000
                swapped: independent
                widths: [{{products}}]
                steps: ladder
              - name: addition
                task: addition
                digits: 3
                draw: value
                widths: [{{sums}}]
                steps: ladder

            """;
    }
}
