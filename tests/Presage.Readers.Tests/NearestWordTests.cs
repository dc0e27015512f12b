namespace Presage.Readers.Tests;

public sealed class NearestWordTests
{
    [Theory]
    [InlineData("analize", "analyze")]
    [InlineData("ANALYZE", "analyze")]
    [InlineData("inspekt", "inspect")]
    [InlineData("forecast", null)]
    public void To_Word_IsTheFewestEditsOrNone(string word, string? expected) =>
        Assert.Equal(expected, NearestWord.To(word, ["analyze", "inspect"]));
}
