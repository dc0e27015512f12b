using System.Text;
using Presage.Reports;

namespace Presage.Html.Tests;

public sealed class ReportPageTests
{
    private static readonly Report Empty = new() { Inputs = [], Rejected = [], UnknownModels = [], Conflicts = [], Notes = [], Series = [] };

    [Fact]
    public void Write_SameReportTwice_SameBytes() =>
        Assert.Equal(Bytes(SampleReport.Build(200)), Bytes(SampleReport.Build(200)));

    [Fact]
    public void Write_Destination_StaysOpen()
    {
        using var stream = new MemoryStream();

        ReportPage.Write(Empty, stream);

        Assert.True(stream.CanWrite);
        Assert.EndsWith("</html>\n", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>("report", () => ReportPage.Write(null!, Stream.Null));
        Assert.Throws<ArgumentNullException>("destination", () => ReportPage.Write(Empty, null!));
    }

    [Fact]
    public void Write_TextFromLogs_NeverStandsInTheMarkup()
    {
        string page = Encoding.UTF8.GetString(Bytes(SampleReport.Build()));

        Assert.DoesNotContain("alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("arc_easy", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Policy_NamesTwoScriptsAndNoConnection()
    {
        string policy = PageParts.ContentSecurityPolicy("a", "b");

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=' 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='", policy, StringComparison.Ordinal);
        Assert.Contains($"content=\"{PageParts.ContentSecurityPolicy(PageParts.Script, PageParts.Plotly)}\"", Encoding.UTF8.GetString(Bytes(Empty)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    public void Parts_EndTag_IsInNone(string tag)
    {
        Assert.DoesNotContain($"</{tag}", PageParts.Script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain($"</{tag}", PageParts.Style, StringComparison.OrdinalIgnoreCase);
        Assert.False(tag == "script" && PageParts.Plotly.Contains("</script", StringComparison.OrdinalIgnoreCase));
    }

    private static byte[] Bytes(Report report)
    {
        using var stream = new MemoryStream();
        ReportPage.Write(report, stream);
        return stream.ToArray();
    }
}
