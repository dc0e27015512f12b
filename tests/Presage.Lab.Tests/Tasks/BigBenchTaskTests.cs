using System.Text.Json;
using Presage.Lab.Tasks;

namespace Presage.Lab.Tests.Tasks;

public sealed class BigBenchTaskTests
{
    [Fact]
    public void Written_Task_HoldsTheTest()
    {
        var split = new TaskSplit(new Multiplication(2, 2), 30, 4);
        var stream = new MemoryStream();

        BigBenchTask.Write(split, stream);

        using JsonDocument json = JsonDocument.Parse(stream.ToArray());
        JsonElement root = json.RootElement;
        Assert.Equal("multiplication-2x2", root.GetProperty("name").GetString());
        Assert.NotEmpty(root.GetProperty("description").GetString()!);
        Assert.NotEmpty(root.GetProperty("keywords").EnumerateArray());
        Assert.Equal("exact_str_match", root.GetProperty("preferred_score").GetString());
        Assert.Equal("exact_str_match", Assert.Single(root.GetProperty("metrics").EnumerateArray()).GetString());
        Assert.Equal(
            split.Test.Select(problem => (split.Task.Prompt(problem), split.Task.Answer(problem))),
            root.GetProperty("examples").EnumerateArray().Select(example => (example.GetProperty("input").GetString()!, example.GetProperty("target").GetString()!)));
    }
}
