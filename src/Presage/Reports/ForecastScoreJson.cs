using System.Text.Encodings.Web;
using System.Text.Json;

namespace Presage.Reports;

/// <summary>Writes the comparison of a frozen forecast with what happened as JSON, schema <c>presage.score/1</c>.</summary>
public static class ForecastScoreJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the comparison as UTF-8 without a byte-order mark, ending in a line feed.</summary>
    /// <param name="score">The comparison.</param>
    /// <param name="destination">Where to; left open.</param>
    public static void Write(ForecastScore score, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(destination);
        using (var json = new Utf8JsonWriter(destination, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", "presage.score/1");
            json.WriteStartArray("series");
            foreach ((FrozenSeries forecast, Curves.CurvePoint observed) in score.Scored)
            {
                json.WriteStartObject();
                json.WriteString("id", forecast.Id);
                json.WriteString("model", observed.Run.Card.Name);
                json.Number("lastValue", forecast.LastValue);
                json.Number("median", forecast.NewRun.Median);
                json.Number("observed", observed.Value);
                json.Number("crps", forecast.NewRun.Crps(observed.Value));
                json.Number("probabilityBelow", forecast.NewRun.ProbabilityBelow(observed.Value));
                json.WriteBoolean("inside50", forecast.NewRun.Covers(0.5, observed.Value));
                json.WriteBoolean("inside80", forecast.NewRun.Covers(0.8, observed.Value));
                json.WriteBoolean("inside90", forecast.NewRun.Covers(0.9, observed.Value));
                json.Number("leavesChance", forecast.LeavesChance);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.Strings("missing", score.Missing);
            json.Strings("changes", score.Changes);
            json.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }
}
