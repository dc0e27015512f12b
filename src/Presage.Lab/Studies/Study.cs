using System.Collections.Immutable;
using Presage.Lab.Ladders;

namespace Presage.Lab.Studies;

/// <summary>Ladders that are trained and compared together.</summary>
/// <param name="Arms">The ladders, at least one, no two of one name.</param>
/// <param name="Text">The description as given.</param>
/// <remarks>Compares the array by reference.</remarks>
public sealed record Study(ImmutableArray<StudyArm> Arms, string Text)
{
    /// <summary>Models of all arms.</summary>
    public int Models => Arms.Sum(arm => arm.Ladder.Runs.Length);
}

/// <summary>A ladder of a study.</summary>
/// <param name="Name">Its name: letters, digits, dots, lines; the name of a folder.</param>
/// <param name="Ladder">Its models.</param>
/// <param name="Keys">Key and value of what the description says of its task and its test, for <see cref="ResolvedStudy"/>.</param>
/// <remarks>Compares the array by reference.</remarks>
public sealed record StudyArm(string Name, LadderSettings Ladder, ImmutableArray<(string Key, string Value)> Keys);
