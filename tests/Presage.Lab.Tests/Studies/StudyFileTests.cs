using Presage.Lab.Ladders;
using Presage.Lab.Studies;
using Presage.Lab.Tasks;
using Presage.Lab.Training;

namespace Presage.Lab.Tests.Studies;

public sealed class StudyFileTests
{
    private const string Small = """
        task: addition
        digits: 2
        widths: [4, 8]
        """;

    [Fact]
    public void Parse_WidthsAlone_TakesTheDefaults()
    {
        StudyArm arm = Assert.Single(Parse(Small).Arms);

        Assert.Equal("addition-2", arm.Name);
        Assert.Equal([(4, 60, 1L), (4, 60, 2), (4, 60, 3), (8, 100, 1), (8, 100, 2), (8, 100, 3)], Runs(arm));
        Assert.Equal(128, arm.Ladder.Runs[0].Batch);
        Assert.Equal([6, 12, 18, 24, 30, 36, 42, 48, 54, 60], arm.Ladder.Runs[0].Evaluations!.Steps);
        Assert.Equal(505, arm.Ladder.Split.Test.Length);
    }

    [Theory]
    [InlineData("addition\ndigits: 3\ndraw: value\nreversed: true", "addition-3-uniform-reversed")]
    [InlineData("subtraction", "subtraction-3")]
    [InlineData("multiplication\ndigits: 1x2", "multiplication-1x2")]
    [InlineData("multiplication\ndigits: 2", "multiplication-2x2")]
    [InlineData("modular-addition\nmodulus: 113", "addition-modulo-113")]
    [InlineData("copying\nlength: 4", "copying-4")]
    [InlineData("sorting", "sorting-6")]
    public void Parse_Task_IsTheTask(string task, string name) =>
        Assert.Equal(name, Parse($"task: {task}\nwidths: 4").Arms[0].Ladder.Split.Task.Name);

    [Theory]
    [InlineData("steps: 50", new[] { 50, 50 })]
    [InlineData("steps: [50, 70]", new[] { 50, 70 })]
    [InlineData("steps: ladder", new[] { 60, 100 })]
    // 8 positions: 20 tokens for each of 384 and 1,536 parameters, 1,024 tokens a step
    [InlineData("tokens: 20 N", new[] { 8, 30 })]
    [InlineData("tokens: [10240, 20480]", new[] { 10, 20 })]
    [InlineData("tokens: 1e5\nbatch: 64", new[] { 195, 195 })]
    [InlineData("checkpoints: [5, 40]", new[] { 40, 40 })]
    public void Parse_StepsRule_GivesSteps(string rule, int[] steps) =>
        Assert.Equal(steps, Parse($"{Small}\nseeds: 1\n{rule}").Arms[0].Ladder.Runs.Select(run => run.Steps));

    [Theory]
    [InlineData(4, 60)]
    [InlineData(14, 145)]
    [InlineData(96, 640)]
    [InlineData(128, 863)]
    public void Steps_BetweenTheLadders_AreInterpolated(int width, int steps) => Assert.Equal(steps, StepsOfTheLadders.At(new Addition(3), width));

    [Fact]
    public void Parse_Arms_TakeFromTheFileWhatTheyDoNotSay()
    {
        Study study = Parse("""
            seeds: [7]
            steps: 30
            arms:
              - {name: a, task: addition, digits: 1, widths: 4}
              - {name: b, task: copying, length: 3, tokens: 10240, rungs: [{width: 8, layers: 1}]}
              - {name: c, task: sorting, length: 3, rungs: [{width: 12, heads: 3, steps: 9}]}
            """);

        Assert.Equal([(4, 30, 7L)], Runs(study.Arms[0]));
        Assert.Equal([(8, 13, 7L)], Runs(study.Arms[1]));
        Assert.Equal([(12, 9, 7L)], Runs(study.Arms[2]));
        Assert.Equal((1, 3), (study.Arms[1].Ladder.Runs[0].Model.Layers, study.Arms[2].Ladder.Runs[0].Model.Heads));
        Assert.Equal("lab-a", Assert.Single(Train(study.Arms[0]).Select(rung => rung.Weights.Facts!.Family)));
    }

    [Fact]
    public void Parse_MatchCompute_GivesTheSameCompute()
    {
        Study study = Parse("""
            task: addition
            digits: 2
            seeds: 2
            arms:
              - {name: deep, widths: [8, 16], layers: 4, matchCompute: usual}
              - {name: usual, widths: [8, 16], layers: 1, steps: [100, 200], batch: 64}
            """);

        Assert.Equal([25 / 2, 25], study.Arms[0].Ladder.Runs.Where(run => run.Seed == 1).Select(run => run.Steps));
        foreach ((TrainingSettings deep, TrainingSettings usual) in study.Arms[0].Ladder.Runs.Zip(study.Arms[1].Ladder.Runs))
        {
            Assert.Equal(1, Compute(study.Arms[0], deep) / Compute(study.Arms[1], usual), 0.5 / deep.Steps);
            Assert.Equal(deep.Seed, usual.Seed);
        }

        static double Compute(StudyArm arm, TrainingSettings run) => TrainedModel.ComputeOf(arm.Ladder.Split.Task, run).Count;
    }

    [Fact]
    public void Parse_SparseArm_MatchesTheComputeOfItsActiveParameters()
    {
        Study study = Parse("""
            task: addition
            digits: 2
            widths: 16
            seeds: 1
            arms:
              - {name: dense, steps: 100}
              - {name: sparse, experts: 4, activeExperts: 2, tiedHead: true, matchCompute: dense}
            """);

        TrainingSettings sparse = study.Arms[1].Ladder.Runs[0];
        Assert.Equal((4, 2, true), (sparse.Model.Experts, sparse.Model.ActiveExperts, sparse.Model.TiedHead));
        // Two layers: 12 d^2 against 20 d^2 and 4 d of the router.
        Assert.Equal((int)Math.Round(100 * 12.0 * 256 / ((20 * 256) + 64)), sparse.Steps);
    }

    public static TheoryData<string, long, string> Mistakes => new()
    {
        { "", 0, "not one YAML document" },
        { "- a", 0, "not one YAML document" },
        { "task: [", 2, "not valid YAML" },
        { "widths: 4", 1, "'task' is missing" },
        { "task: addition", 1, "'widths' is missing" },
        { "task: adition\nwidths: 4", 1, "'task' is 'adition'; did you mean 'addition'?" },
        { "task: addition\nwidth: 4", 2, "'width' is no key of a study; did you mean 'widths'?" },
        { "task: addition\nwidths: 4\nlearning-rate: 1", 3, "did you mean 'learningRate'?" },
        { "task: addition\nwidths: 4\nxyzzy: 1", 3, "known are name, task" },
        { "task: addition\nwidths: 4\nmodulus: 97", 3, "'modulus' is nothing that addition has; it has digits, draw, reversed" },
        { "task: addition\nwidths: 0", 2, "'widths' is '0'; it must be a whole number from 1 to 1,024" },
        { "task: addition\nwidths: [4, x]", 2, "'widths' is 'x'" },
        { "task: addition\nwidths: []", 2, "'widths' must be a number" },
        { "task: addition\nwidths: 4\nlayers: 99", 3, "'layers' is '99'" },
        { "task: addition\nwidths: 1024\nlayers: 32", 2, "'widths' makes a model of 402,653,184 parameters" },
        { "task: addition\nwidths: 10\nheads: 4", 3, "'heads' cannot be: 4 heads do not divide a width of 10" },
        { "task: addition\nwidths: 8\nexperts: 65", 3, "'experts' is '65'" },
        { "task: addition\nwidths: 8\nexperts: 2\nactiveExperts: 3", 4, "'activeExperts' is '3'; it must be a whole number from 1 to 2" },
        { "task: addition\nwidths: 8\ntiedHead: maybe", 3, "'tiedHead' is 'maybe'; known are false, true" },
        { "task: addition\nwidths: 4\nsteps: 1e9", 3, "'steps' is '1e9'; it must be a whole number from 1 to 10,000,000" },
        { "task: addition\nwidths: 4\nsteps: 1.5", 3, "'steps' is '1.5'" },
        { "task: addition\nwidths: [4, 8]\nsteps: [1, 2, 3]", 3, "'steps' lists 3 numbers for 2 sizes" },
        { "task: addition\nwidths: 4\nsteps: 5\ntokens: 20 N", 4, "'tokens' and 'steps' contradict each other" },
        { "task: addition\nwidths: 4\ntokens: 20 X", 3, "'tokens' is '20 X'" },
        { "task: addition\nwidths: 4\ntokens: 1", 3, "'tokens' makes 0.00071 steps" },
        { "task: addition\nwidths: 4\nseeds: 1000000", 3, "'seeds' is '1000000'; it must be a whole number from 1 to 1,000" },
        { "task: addition\nwidths: 4\nseeds: [1, 1]", 3, "'seeds' lists one seed twice" },
        { "task: addition\nwidths: [1,2,3,4,5,6,7,8,9,10,11]\nseeds: 1000", 3, "'seeds' times sizes makes 11000 models" },
        { "task: addition\nwidths: [4, 4]", 2, "'widths' cannot be trained: Two models" },
        { "task: addition\nwidths: 4\nbatch: 0", 3, "'batch' is '0'" },
        { "task: addition\nwidths: 4\nlearningRate: 0", 3, "'learningRate' is '0'" },
        { "task: addition\nwidths: 4\nlearningRate: .nan", 3, "'learningRate' is '.nan'" },
        { "task: addition\nwidths: 4\nbeta2: 1", 3, "'beta2' is '1'" },
        { "task: addition\nwidths: 4\nsteps: 5\nwarmUp: 6", 4, "'warmUp' is '6'" },
        { "task: addition\nwidths: 4\ndecay: linear", 3, "'decay' is 'linear'; known are cosine, constant" },
        { "task: addition\ndigits: 1\nwidths: 4\ntestProblems: 28", 4, "'testProblems' is '28'; it must be a whole number from 1 to 27" },
        { "task: addition\ndigits: 6\nwidths: 4", 2, "'digits' is '6'" },
        { "task: multiplication\ndigits: 2y2\nwidths: 4", 2, "'digits' is '2y2'" },
        { "task: copying\nwidths: 4\nswapped: held-out", 3, "'swapped' is about two operands" },
        { "task: addition\nwidths: 4\nsteps: 50\ncheckpoints: [20, 60]", 4, "'checkpoints' is '60'" },
        { "task: addition\nwidths: 4\nsteps: 50\ncheckpoints: [20, 10]", 4, "'checkpoints' must ascend" },
        { "task: addition\nwidths: 4\nname: a/b", 3, "'name' is 'a/b'" },
        { "arms: []", 1, "'arms' lists no arm" },
        { "arms: 3", 1, "'arms' must be a list" },
        { "task: addition\nwidths: 4\narms:\n  - {seeds: 1}\n  - {seeds: 2}", 3, "'arms' has two of the name 'addition-3'" },
        { "task: addition\nwidths: 4\narms:\n  - {seed: 1}", 4, "'seed' is no key of a study; did you mean 'seeds'?" },
        { "task: addition\nwidths: 4\narms:\n  - {name: a, matchCompute: c}\n  - {name: bb}", 4, "'matchCompute' names 'c', which is no arm; did you mean 'bb'?" },
        { "task: addition\nwidths: 4\narms:\n  - {name: a, matchCompute: a}", 4, "'matchCompute' names 'a', which itself" },
        { "task: addition\narms:\n  - {name: a, widths: 4, matchCompute: b}\n  - {name: b, widths: [4, 8]}", 3, "'matchCompute' needs as many sizes as 'b'" },
        { "task: addition\nrungs:\n  - {width: 4, steps: 3}\n  - {width: 8}", 2, "'rungs' gives steps for some sizes" },
        { "task: addition\nrungs:\n  - {width: 4, step: 3}", 3, "'step' is no key of a study; did you mean 'steps'?" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_NamesFileLineAndKey(string text, long line, string message)
    {
        StudyFileException exception = Assert.Throws<StudyFileException>(() => Parse(text));

        Assert.StartsWith(line == 0 ? "lab.yaml: " : $"lab.yaml, line {line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DeepNesting_IsRefused() =>
        Assert.Contains("nested", Assert.Throws<StudyFileException>(() => Parse(new string('[', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_MissingFileOrFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("no such file", Assert.Throws<StudyFileException>(() => StudyFile.Read(folder.Below("lab.yaml"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<StudyFileException>(() => StudyFile.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Small)]
    [InlineData("task: multiplication\nwidths: 4\ntokens: 50 N\nlearningRate: 0.01\ndecay: constant\nwarmUp: 3\nclip: 0.5\ncheckpoints: [2, 3]\nseeds: [4, 9]")]
    [InlineData("task: copying\nrungs: [{width: 6, layers: 1, heads: 3}, {width: 8}]\nsteps: [5, 30]\nevaluations: 7\nevaluationProblems: 3\ntestSeed: 8")]
    [InlineData("task: sorting\nwidths: 4\nevaluations: 0")]
    [InlineData("task: sorting\nwidths: [8, 16]\nexperts: 4\nactiveExperts: 2\ntiedHead: true\nsteps: 7")]
    public void Resolved_ReadAgain_IsTheSameStudy(string text) => AssertSame(Parse(text));

    [Fact]
    public void Example_IsAStudy_AndResolvesToItself()
    {
        Study example = Parse(StudyExample.Text);

        Assert.Equal(["sums", "products", "sparse-products", "over-training"], example.Arms.Select(arm => arm.Name));
        AssertSame(example);
    }

    private static void AssertSame(Study study)
    {
        string resolved = ResolvedStudy.Text(study);
        Study again = Parse(resolved);

        Assert.Equal(resolved, ResolvedStudy.Text(again));
        foreach ((StudyArm left, StudyArm right) in study.Arms.Zip(again.Arms))
        {
            Assert.Equal(left.Ladder.Runs.Select(run => run with { Evaluations = null }), right.Ladder.Runs.Select(run => run with { Evaluations = null }));
            Assert.Equal(left.Ladder.Runs.SelectMany(run => run.Evaluations?.Steps ?? []), right.Ladder.Runs.SelectMany(run => run.Evaluations?.Steps ?? []));
            Assert.Equal(left.Ladder.Split.Test, right.Ladder.Split.Test);
            Assert.Equal(left.Ladder.Split.Swapped, right.Ladder.Split.Swapped);
        }
    }

    private static IEnumerable<LadderRung> Train(StudyArm arm) => LadderRunner.Run(arm.Ladder, null, 1, null, TestContext.Current.CancellationToken);

    private static IEnumerable<(int, int, long)> Runs(StudyArm arm) => arm.Ladder.Runs.Select(run => (run.Model.Width, run.Steps, run.Seed));

    private static Study Parse(string text) => StudyFile.Parse(text, "lab.yaml");
}
