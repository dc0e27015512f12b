using System.Collections.Immutable;
using System.Globalization;
using Presage.Lab.Tasks;

namespace Presage.Lab.Studies;

/// <summary>A task as a description names it.</summary>
internal static class TaskDescription
{
    /// <summary>The keys that belong to tasks.</summary>
    public static readonly ImmutableArray<string> Keys = ["task", "digits", "draw", "reversed", "modulus", "length"];

    private static readonly string[] Names = ["addition", "subtraction", "multiplication", "modular-addition", "copying", "sorting"];

    /// <returns>The task, and the keys and values that describe it.</returns>
    /// <exception cref="StudyFileException">There is no such task, or it has no such keys.</exception>
    public static (LabTask Task, ImmutableArray<(string Key, string Value)> Keys) Read(StudySection section)
    {
        string name = section.Text("task") ?? throw section.Mistake($"'task' is missing; known are {string.Join(", ", Names)}");
        if (!Names.Contains(name))
            throw section.Mistake("task", $"is '{name}'; {NearestKey.Advice(name, Names)}");
        string[] wanted = name switch
        {
            "addition" => ["digits", "draw", "reversed"],
            "subtraction" or "multiplication" => ["digits", "reversed"],
            "modular-addition" => ["modulus"],
            _ => ["length"],
        };
        foreach (string key in Keys.Skip(1))
        {
            if (section.Has(key) && !wanted.Contains(key))
                throw section.Mistake(key, $"is nothing that {name} has; it has {string.Join(", ", wanted)}");
        }

        bool reversed = section.Truth("reversed");
        (LabTask task, string size) = name switch
        {
            "addition" => Sized("digits", 3, 5, n => new Addition(
                n, section.Word("draw", "length", "value") == "value" ? OperandDraw.UniformValue : OperandDraw.UniformLength, reversed)),
            "subtraction" => Sized("digits", 3, 5, n => new Subtraction(n, reversed)),
            "multiplication" => Product(section, reversed),
            "modular-addition" => Sized("modulus", 97, 99_999, n => new ModularAddition(n)),
            "copying" => Sized("length", 6, 12, n => new Copying(n)),
            _ => Sized("length", 6, 12, n => new Sorting(n)),
        };
        return (task,
        [
            ("task", name),
            (wanted.Contains("digits") ? "digits" : wanted[0], size),
            .. name == "addition" ? [("draw", section.Word("draw", "length", "value"))] : Array.Empty<(string, string)>(),
            .. wanted.Contains("reversed") ? [("reversed", reversed ? "true" : "false")] : Array.Empty<(string, string)>(),
        ]);

        (LabTask, string) Sized(string key, int usual, int most, Func<int, LabTask> create)
        {
            int size = (int)(section.Whole(key, key == "modulus" ? 2 : 1, most) ?? usual);
            return (create(size), size.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static (LabTask, string) Product(StudySection section, bool reversed)
    {
        string text = section.Text("digits") ?? "2x2";
        string[] parts = text.Split('x');
        int[] digits = [.. parts.Select(part => part is [>= '1' and <= '5'] ? part[0] - '0' : 0)];
        if (digits is [var one and > 0])
            digits = [one, one];
        return digits is [> 0, > 0]
            ? (new Multiplication(digits[0], digits[1], reversed), FormattableString.Invariant($"{digits[0]}x{digits[1]}"))
            : throw section.Mistake("digits", $"is '{text}'; it must be the digits of both operands, such as 2x2, each from 1 to 5");
    }
}
