using System.Globalization;
using System.Text;
using CsCheck;
using Presage.Evaluations;

namespace Presage.Readers.Tests;

public class RoundTripTests
{
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void HarnessResults_ComeBackAsTheyWentIn_UnderAnyCulture(string culture) => Under(culture, () =>
        Gen.Select(Numbers, Style).Sample((numbers, style) =>
        {
            using TemporaryFolder folder = new();
            folder.Write("r.json", style.Apply(HarnessText(numbers, style)));

            ReadOutcome outcome = ResultsReader.Read([folder.Path], new ReadOptions(), CancellationToken.None);

            Assert.Equal(Expected(numbers).Order(), outcome.Results.Select(Seen).Order());
            Assert.Equal(numbers.Length, outcome.Results.Length + outcome.Rejected.Length);
        }, iter: 60));

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void LongTables_ComeBackAsTheyWentIn_UnderAnyCulture(string culture) => Under(culture, () =>
        Gen.Select(Numbers, Style).Sample((numbers, style) =>
        {
            using TemporaryFolder folder = new();
            folder.Write("t.csv", style.Apply("TASK,Model,STDERR,value,metrIc\n" + string.Concat(numbers.Select((number, i) =>
                $"\"task {i}\",m,{Text(number.Error)},{Text(number.Value)},acc\n"))));

            ReadOutcome outcome = ResultsReader.Read([folder.Path], new ReadOptions(), CancellationToken.None);

            Assert.Equal(Expected(numbers).Order(), outcome.Results.Select(Seen).Order());
            Assert.Equal(numbers.Length, outcome.Results.Length + outcome.Rejected.Length);
        }, iter: 60));

    [Fact]
    public void DamagedFiles_NeverThrow()
    {
        string[] originals =
        [
            .. new[] { "v0.3.json", "v0.4.0.json", "v0.4.12.json" }.Select(name => Reading.Fixture("LmEvaluationHarness", name)),
            Reading.Fixture("Tables", "long.csv"), Reading.Fixture("Tables", "wide.csv"), Reading.Fixture("Ladders", "ladder.yaml"),
            Reading.Fixture("Ladders", "ladder.csv"), Reading.Fixture("BigBench", "table.json"), Reading.Fixture("BigBench", "scores_BIG-G-sparse_2m.json"),
        ];
        byte[][] contents = [.. originals.Select(File.ReadAllBytes)];
        Gen.Select(Gen.Int[0, contents.Length - 1], Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[1, 8], Gen.Int[0, 5000], Gen.Bool).Sample((which, changes, length, cut) =>
        {
            byte[] bytes = [.. contents[which]];
            foreach ((int position, byte value) in changes)
                bytes[position % bytes.Length] = value;
            using TemporaryFolder folder = new();
            folder.Write("damaged", cut ? bytes[..(length % bytes.Length)] : bytes);

            ReadOutcome outcome = ResultsReader.Read([folder.Path], new ReadOptions { DegreeOfParallelism = 1 }, CancellationToken.None);

            Assert.Equal(outcome.Inputs[0].Results, outcome.Results.Length);
            Assert.True(outcome.Results.Length + outcome.Rejected.Length + outcome.Ladder.Length > 0);
        }, iter: 1000);
    }

    private static Gen<double> Value { get; } = Gen.OneOf(
        Gen.Double[0, 1], Gen.Double[-1e6, 1e6], Gen.Int[0, 100].Select(whole => (double)whole),
        Gen.Int[0, 2].Select(i => new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity }[i]));

    private static Gen<(double Value, double Error)[]> Numbers { get; } = Gen.Select(Value, Gen.Double[0, 1]).Array[1, 12];

    private static Gen<TextStyle> Style { get; } = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool)
        .Select((mark, windows, configFirst, indented) => new TextStyle(mark, windows, configFirst, indented));

    private static string HarnessText((double Value, double Error)[] numbers, TextStyle style)
    {
        string gap = style.Indented ? "\n    " : "";
        string results = $"\"results\":{gap} {{" + string.Join(",", numbers.Select((number, i) =>
            $"{gap}\"task {i}\": {{\"acc_stderr,none\": {Text(number.Error)},{gap} \"alias\": \"x\", \"acc,none\":{Text(number.Value)}}}")) + "}";
        const string config = "\"config\": {\"unknown\": [1, {\"deep\": NaN}], \"model_args\": \"pretrained=m\"}, \"pretty_env_info\": \"NaN \\\"quoted\\\"\"";
        return style.ConfigFirst ? $"{{{config},{gap}{results}}}" : $"{{{results},{gap}{config}}}";
    }

    private static IEnumerable<string> Expected((double Value, double Error)[] numbers) =>
        numbers.Select((number, i) => (number, i)).Where(entry => double.IsFinite(entry.number.Value))
            .Select(entry => $"task {entry.i} {Text(entry.number.Value)} {Text(entry.number.Error)}");

    private static string Seen(ReportedResult result)
    {
        Assert.Equal(("m", "acc", null), (result.Model, result.Metric, result.Filter));
        return $"{result.Task} {Text(result.Value)} {Text(result.StandardError!.Value)}";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Under(string culture, Action action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo beforeAll = CultureInfo.DefaultThreadCurrentCulture ?? before;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = beforeAll;
        }
    }

    private sealed record TextStyle(bool Mark, bool Windows, bool ConfigFirst, bool Indented)
    {
        public byte[] Apply(string text) =>
            [.. Mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(Windows ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text)];
    }
}
