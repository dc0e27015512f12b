using Presage.Reports;

namespace Presage.Tests.Reports;

public sealed class ReportTextTests
{
    [Theory]
    [InlineData("arc_easy", "arc_easy")]
    [InlineData("naïve Ελληνικά 中文", "naïve Ελληνικά 中文")]
    [InlineData("red \u001b[31m", "red \uFFFD[31m")]
    [InlineData("two\nlines\r", "two\uFFFDlines\uFFFD")]
    [InlineData("back\u202Ewards", "back\uFFFDwards")]
    public void Printable_Text_HoldsNothingATerminalObeys(string text, string expected) =>
        Assert.Equal(expected, ReportText.Printable(text));
}
