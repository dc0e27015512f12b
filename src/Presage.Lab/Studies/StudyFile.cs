using Presage.Lab.Ladders;

namespace Presage.Lab.Studies;

/// <summary>Reads the description of a study (<c>docs/guide/lab.md</c>).</summary>
public static class StudyFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, YAML.</param>
    /// <exception cref="StudyFileException">The file is missing, or has a mistake in it: unknown keys, absurd settings, no arms.</exception>
    public static Study Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            throw new StudyFileException(path, null, null, "is a folder; name the file that describes the study, such as lab.yaml");
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StudyFileException(path, null, null, "no such file; 'presage train --example' prints one to begin with");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StudyFileException(path, null, null, $"cannot be read ({exception.GetType().Name})");
        }
    }

    /// <summary>Reads a description.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">What messages call it.</param>
    /// <exception cref="StudyFileException">It has a mistake in it.</exception>
    public static Study Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        StudySection root = StudySection.Parse(text, path);
        root.AllowOnly([.. ArmDraft.Keys, "arms"]);
        IReadOnlyList<StudySection>? sections = root.Sections("arms", inherit: true);
        if (sections is { Count: 0 })
            throw root.Mistake("arms", "lists no arm");
        if (sections is not null && root.Has("name"))
            throw root.Mistake("name", "belongs to an arm; there are several here");
        foreach (StudySection section in sections ?? [])
            section.AllowOnly(ArmDraft.Keys);
        ArmDraft[] drafts = [.. (sections ?? [root]).Select(section => new ArmDraft(section))];
        // Folders have their names, and some systems do not tell cases apart.
        if (drafts.GroupBy(draft => draft.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw root.Mistake("arms", $"has two of the name '{same.Key}'; give each a 'name' of its own");
        Dictionary<string, StudyArm> arms = drafts.Where(draft => draft.Matched is null).ToDictionary(draft => draft.Name, draft => draft.Resolve(null));
        var study = new Study(
            [
                .. drafts.Select(draft => draft.Matched is not { } name ? arms[draft.Name]
                    : arms.TryGetValue(name, out StudyArm? matched) ? draft.Resolve(matched)
                    : throw draft.Mistake("matchCompute", Unmatched(name, drafts, [.. arms.Keys]))),
            ],
            text);
        return study.Models <= LadderSettings.MostRuns
            ? study
            : throw root.Mistake("arms", $"come to {study.Models} models; the most is {LadderSettings.MostRuns}");
    }

    private static string Unmatched(string name, ArmDraft[] drafts, string[] known) =>
        drafts.Any(draft => draft.Name == name) ? $"names '{name}', which itself takes its compute from another arm"
        : known.Length == 0 ? $"names '{name}', which is no arm"
        : $"names '{name}', which is no arm; {NearestKey.Advice(name, known)}";
}
