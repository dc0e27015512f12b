using System.Collections.Immutable;
using System.Text.Json;
using Presage.Mirages;

namespace Presage.Reports;

/// <summary>Writes the closed-form model as JSON, schema <c>presage.explain/1</c> (documented in <c>docs/guide/explain.md</c>).</summary>
/// <remarks>The same settings give the same bytes.</remarks>
public static class MirageJson
{
    /// <summary>Writes it as UTF-8 without a byte-order mark, ending in a line feed.</summary>
    /// <param name="mirage">The model.</param>
    /// <param name="destination">Where to; left open.</param>
    public static void Write(Mirage mirage, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(mirage);
        JsonReport.Write(destination, "presage.explain/1", [], json =>
        {
            json.WriteNumber("exponent", mirage.Settings.Exponent);
            json.WriteNumber("scale", MirageSettings.Scale);
            json.WriteNumber("targetTokens", mirage.Settings.TargetTokens);
            json.WriteNumber("choices", mirage.Settings.Choices);
            json.WriteString("sentence", MirageText.Sentence(mirage));
            json.WriteStartArray("transitions");
            foreach (MetricTransition transition in mirage.Transitions)
            {
                json.WriteStartObject();
                json.WriteString("metric", JsonFields.Camel(transition.Metric));
                json.WriteNumber("parametersAtTenth", transition.Tenth.Count);
                json.WriteNumber("parametersAtHalf", transition.Half.Count);
                json.WriteNumber("parametersAtNineTenths", transition.NineTenths.Count);
                json.WriteNumber("decades", transition.Decades);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("tests");
            WriteTest(json, mirage.Tested, mirage.SmallestVisibleRate, mirage.VisibleFrom.Count);
            WriteTest(json, mirage.TestedOnMore, mirage.SmallestVisibleRateOnMore, mirage.VisibleFromOnMore.Count);
            json.WriteEndArray();
            json.WriteStartArray("ladder");
            for (int rung = 0; rung < mirage.Tested.Length; rung++)
                WriteRung(json, mirage, rung);
            json.WriteEndArray();
        });
    }

    private static void WriteTest(Utf8JsonWriter json, ImmutableArray<MirageRung> tested, double rate, double size)
    {
        json.WriteStartObject();
        json.WriteNumber("items", tested[0].Items);
        json.WriteNumber("smallestVisibleRate", rate);
        json.WriteNumber("visibleFromParameters", size);
        json.Number("firstToScoreParameters", Mirage.First(tested)?.Size.Count);
        json.WriteEndObject();
    }

    private static void WriteRung(Utf8JsonWriter json, Mirage mirage, int place)
    {
        MirageRung rung = mirage.Tested[place];
        json.WriteStartObject();
        json.WriteNumber("parameters", rung.Size.Count);
        json.WriteNumber("tokenProbability", mirage.Law.TokenProbability(rung.Size.Count));
        foreach (MirageMetric metric in Enum.GetValues<MirageMetric>())
            json.WriteNumber(JsonFields.Camel(metric), mirage.Value(metric, rung.Size));
        json.WriteNumber("right", rung.Successes);
        json.WriteNumber("lower", rung.Interval.Lower);
        json.WriteNumber("upper", rung.Interval.Upper);
        json.WriteNumber("rightOnMore", mirage.TestedOnMore[place].Successes);
        json.WriteNumber("lowerOnMore", mirage.TestedOnMore[place].Interval.Lower);
        json.WriteNumber("upperOnMore", mirage.TestedOnMore[place].Interval.Upper);
        json.WriteEndObject();
    }
}
