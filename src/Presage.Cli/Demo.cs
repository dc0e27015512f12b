using System.Collections.Immutable;
using Presage.Lab.Ladders;
using Presage.Lab.Studies;
using Presage.Outcomes;
using Presage.Reports.Training;

namespace Presage.Cli;

/// <summary>Runs <c>presage demo</c>: trains, stores the answers, and judges them as <c>analyze</c> does.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where progress and errors go.</param>
/// <param name="time">For the live view.</param>
internal sealed class Demo(TextWriter output, TextWriter error, TimeProvider time)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(DemoSettings settings, CancellationToken cancellation)
    {
        string folder = settings.Folder ?? Path.Combine(Path.GetTempPath(), $"presage-demo-{Guid.NewGuid():N}");
        try
        {
            return Guard.Run(
                error,
                () => Run(settings, folder, cancellation),
                settings.Folder is null ? "Stopped. No output was changed." : "Stopped. Finished models are kept; the same command goes on with them.");
        }
        finally
        {
            if (settings.Folder is null)
                TryDelete(folder);
        }
    }

    private int Run(DemoSettings settings, string folder, CancellationToken cancellation)
    {
        Study study = DemoStudy.Of(settings.Size, settings.Seed);
        bool outputTaken = settings.Json == "-" || settings.Markdown == "-";
        bool quiet = settings.Quiet || outputTaken;
        TrainingReport training;
        try
        {
            // Models and answers are let go of here: what is judged is read from the store.
            training = TrainedLadders.Of(study, Trained(study, settings, folder, quiet, cancellation));
        }
        catch (OutcomeStoreException exception)
        {
            throw new OutputException(exception.Path, exception.Cause, exception);
        }

        int code = new Analysis(output, error).Run(
            new AnalyzeSettings
            {
                Reading = new ReadingSettings { Paths = [folder], Quiet = settings.Quiet, Threads = settings.Threads },
                Html = settings.Html,
                Json = settings.Json,
                Markdown = settings.Markdown,
                Training = training,
            },
            cancellation);
        if (code == ExitCode.Success && !quiet)
            Explain(training, settings);
        if (code == ExitCode.Success && settings is { Html: { } page, Opens: true, Quiet: false } && !outputTaken)
            PageOpening.Try(page);
        return code;
    }

    private ImmutableArray<ImmutableArray<LadderRung>> Trained(Study study, DemoSettings settings, string folder, bool quiet, CancellationToken cancellation)
    {
        if (quiet)
            return StudyRunner.Run(study, folder, settings.Threads, null, cancellation);
        output.WriteLine($"Two tasks, {study.Models} transformers of {study.Arms[0].Ladder.Runs[0].Model.Width} to {study.Arms[0].Ladder.Runs[^1].Model.Width} units, trained here; "
            + $"then judged by what they answer. {settings.Threads} at a time.");
        output.Flush();
        if (!Console.IsOutputRedirected && Consoles.Over(output).Profile.Capabilities.Ansi && Console.WindowWidth >= 80)
        {
            DemoState state = new(study);
            using DemoScreen screen = new(state, output, time);
            return StudyRunner.Run(study, folder, settings.Threads, state.Told, cancellation);
        }

        using ProgressLine line = new(error, quiet: false);
        return StudyRunner.Run(study, folder, settings.Threads, new TrainingLines(study, output, line, quiet: false).Told, cancellation);
    }

    private void Explain(TrainingReport training, DemoSettings settings)
    {
        output.WriteLine();
        foreach (TrainedLadder ladder in training.Ladders)
            output.WriteLine($"{TrainingText.Name(ladder)} ({ladder.Example}): {TrainingText.Sentence(ladder)}");
        output.WriteLine();
        output.WriteLine("The same answers under two metrics. Exact match asks for every character of an answer at once, so it stays low while each character slowly gets likelier,");
        output.WriteLine("and then shoots up; cross-entropy shows whether the skill beneath it moved at a steady rate or broke. Multiplication was chosen for a steady one, addition for");
        output.WriteLine("a break. The verdicts know nothing of that: they come from the stored answers, as those on anybody's logs do, and 'unresolved' says what is missing.");
        output.WriteLine(settings.Folder is { } folder
            ? $"Next: presage analyze {folder}, presage items {folder}; or change {Path.Combine(folder, "lab.yaml")} and 'presage train' it."
            : "Next: 'presage demo --out study' keeps models and answers; 'presage train --example' begins a ladder of your own.");
        output.Flush();
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies among temporary files, which the system clears away.
        }
    }
}
