using System.Collections.Immutable;
using System.Text.Json;
using Presage.Evaluations;
using Presage.Reports;

namespace Presage.Html;

/// <summary>The long lists behind the page's first lines, each decoded when it is opened.</summary>
internal static class ListPayload
{
    /// <summary>Writes the inputs, in the order of reading.</summary>
    public static void WriteInputs(Utf8JsonWriter json, ImmutableArray<InputReport> inputs)
    {
        json.WriteStartArray();
        foreach (InputReport input in inputs)
        {
            json.WriteStartObject();
            json.WriteString("path", input.Path);
            json.WriteIfPresent("format", input.Format);
            json.WriteIfPresent("sha256", input.Sha256);
            json.WriteNumber("results", input.Results);
            json.WriteNumber("rejected", input.Rejected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what was not used, by reason, the commonest reason first.</summary>
    public static void WriteRejected(Utf8JsonWriter json, ImmutableArray<Rejection> rejected)
    {
        json.WriteStartArray();
        foreach (IGrouping<string, Rejection> group in ByReason(rejected))
        {
            json.WriteStartObject();
            json.WriteString("reason", group.Key);
            json.WriteStartArray("records");
            foreach (Rejection rejection in group)
            {
                json.WriteStartObject();
                json.WriteString("path", rejection.Path);
                json.WriteIfPresent("record", rejection.Record);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes each contested result with its claims.</summary>
    public static void WriteConflicts(Utf8JsonWriter json, ImmutableArray<Conflict> conflicts)
    {
        json.WriteStartArray();
        foreach (Conflict conflict in conflicts)
        {
            json.WriteStartObject();
            json.WriteString("result", conflict.Result);
            json.WriteStartArray("claims");
            foreach (ConflictingClaim claim in conflict.Claims)
            {
                json.WriteStartObject();
                json.WriteIfPresent("value", claim.Value);
                json.WriteString("path", claim.Origin.Path);
                json.WriteString("record", claim.Origin.Record);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The rejections by reason, the commonest first; ties in the order of reading.</summary>
    public static IEnumerable<IGrouping<string, Rejection>> ByReason(ImmutableArray<Rejection> rejected) =>
        rejected.GroupBy(rejection => rejection.Reason, StringComparer.Ordinal).OrderByDescending(group => group.Count());
}
