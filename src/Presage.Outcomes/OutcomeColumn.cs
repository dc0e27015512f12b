using System.Collections.Immutable;
using DuckDB.NET.Data;

namespace Presage.Outcomes;

/// <summary>One column of the store: its name, its type, and how it is filled from an outcome. <see cref="OutcomeColumns"/> lists them.</summary>
/// <param name="Name">As in the files.</param>
/// <param name="Type">DuckDB's name of the type while rows are gathered.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Append">Hands the value on.</param>
internal sealed record OutcomeColumn(string Name, string Type, OutcomeColumn.Use Role, Action<IDuckDBAppenderRow, Outcome> Append)
{
    /// <summary>What a column is for.</summary>
    internal enum Use
    {
        /// <summary>Tells outcomes apart.</summary>
        Key,

        /// <summary>A score, or what a score is made of: two outcomes of one key should agree on it.</summary>
        Result,

        /// <summary>Says more of the weights or the source.</summary>
        Fact,
    }

    public static OutcomeColumn Text(string name, Use role, Func<Outcome, string?> value) =>
        new(name, "VARCHAR", role, (row, outcome) => row.AppendValue(value(outcome)));

    public static OutcomeColumn Integer(string name, Use role, Func<Outcome, int?> value) =>
        new(name, "INTEGER", role, (row, outcome) => row.AppendValue(value(outcome)));

    public static OutcomeColumn Long(string name, Use role, Func<Outcome, long?> value) =>
        new(name, "BIGINT", role, (row, outcome) => row.AppendValue(value(outcome)));

    public static OutcomeColumn Number(string name, Use role, Func<Outcome, double?> value) =>
        new(name, "DOUBLE", role, (row, outcome) => row.AppendValue(value(outcome)));

    public static OutcomeColumn Truth(string name, Use role, Func<Outcome, bool?> value) =>
        new(name, "BOOLEAN", role, (row, outcome) => row.AppendValue(value(outcome)));

    public static OutcomeColumn Numbers(string name, Func<Outcome, ImmutableArray<double>> value) => List(name, "DOUBLE[]", value);

    public static OutcomeColumn Integers(string name, Func<Outcome, ImmutableArray<int>> value) => List(name, "INTEGER[]", value);

    private static OutcomeColumn List<T>(string name, string type, Func<Outcome, ImmutableArray<T>> value) => new(name, type, Use.Result, (row, outcome) =>
    {
        ImmutableArray<T> list = value(outcome);
        if (list.IsDefault)
            row.AppendNullValue();
        else
            row.AppendValue(list.ToArray());
    });
}
