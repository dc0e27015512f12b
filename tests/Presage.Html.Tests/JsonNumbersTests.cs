using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;

namespace Presage.Html.Tests;

public sealed class JsonNumbersTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, "5e-1")]
    [InlineData(-0.123456789, "-12346e-5")]
    [InlineData(99999.6, "1e5")]
    [InlineData(1e21, "1e21")]
    [InlineData(3, "3")]
    [InlineData(5e-324, "49407e-328")]
    [InlineData(double.NaN, "null")]
    public void WriteRounded_Value_HasFiveDigits(double value, string expected) =>
        Assert.Equal($"{{\"x\":[{expected}]}}", Written(value));

    [Fact]
    public void WriteRounded_AnyValue_ReadsBackWithinHalfADigit() =>
        Gen.Double[-1e30, 1e30].Sample(value =>
        {
            using JsonDocument json = JsonDocument.Parse(Written(value));
            double read = json.RootElement.GetProperty("x")[0].GetDouble();
            Assert.InRange(Math.Abs(read - value), 0, 0.51e-4 * Math.Abs(value));
        });

    private static string Written(double value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteRounded("x", ImmutableArray.Create(value));
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
