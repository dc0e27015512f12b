using System.Text.Json;
using Presage.Curves;

namespace Presage.Html;

/// <summary>A curve in a box of 240 by 64 units, y downwards, for the table of series.</summary>
internal static class Sparkline
{
    private const double Width = 240;
    private const double Height = 64;

    /// <summary>Writes the points that have a place on the curve's axis, or all in order where it has none, and the chance line.</summary>
    public static void Write(Utf8JsonWriter json, ScalingCurve curve)
    {
        CurvePoint[] points = [.. curve.Placed];
        double[] across = [.. points.Select((point, index) => Across(curve, point, index))];
        double[] values = [.. points.Select(point => point.Value)];
        if (values.Length == 0)
            return;
        double[] shown = curve.Chance is { } chance ? [.. values, chance] : values;
        Func<double, int> x = Scale(across.Min(), across.Max(), Width);
        Func<double, int> y = Scale(shown.Max(), shown.Min(), Height);

        json.WriteStartObject("spark");
        WriteIntegers(json, "x", across.Select(x));
        WriteIntegers(json, "y", values.Select(y));
        json.WriteIfPresent("chance", curve.Chance is { } level ? y(level) : null);
        json.WriteEndObject();
    }

    private static double Across(ScalingCurve curve, CurvePoint point, int index) => curve.Axis switch
    {
        null => index,
        ScaleAxis.Loss => -point.At(ScaleAxis.Loss)!.Value,
        { } axis => Math.Log10(point.At(axis)!.Value),
    };

    /// <summary>Values that do not differ stand in the middle.</summary>
    private static Func<double, int> Scale(double from, double to, double length) =>
        from == to ? _ => (int)(length / 2) : value => (int)Math.Round((value - from) / (to - from) * length);

    private static void WriteIntegers(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (int value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
