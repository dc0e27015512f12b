using System.Globalization;
using Presage.Lab.Ladders;
using Presage.Lab.Studies;
using Presage.Lab.Training;
using Presage.Reports;

namespace Presage.Cli;

/// <summary>A line per finished model, and one that is rewritten in between.</summary>
/// <param name="study">What is trained.</param>
/// <param name="output">Where the lines go.</param>
/// <param name="line">The line in between.</param>
/// <param name="quiet">Whether to write no lines.</param>
internal sealed class TrainingLines(Study study, TextWriter output, ProgressLine line, bool quiet)
{
    private readonly Lock _lock = new();
    private readonly double[][] _compute = [.. study.Arms.Select(arm => arm.Ladder.Runs
        .Select(run => run.Model.NonEmbeddingParameters.Count * run.Steps * run.Batch).ToArray())];

    private readonly int[][] _steps = [.. study.Arms.Select(arm => new int[arm.Ladder.Runs.Length])];
    private double _spent;
    private int _finished;

    /// <summary>Takes what a run of the study tells; from any thread.</summary>
    /// <param name="arm">The arm's place.</param>
    /// <param name="told">How far a model of it is.</param>
    public void Told(int arm, LadderProgress told)
    {
        lock (_lock)
        {
            TrainingSettings run = study.Arms[arm].Ladder.Runs[told.Run];
            _spent += _compute[arm][told.Run] * (told.Steps - _steps[arm][told.Run]) / run.Steps;
            bool isKept = _steps[arm][told.Run] == 0 && told.Finished is not null;
            _steps[arm][told.Run] = told.Steps;
            if (told.Finished is { } rung)
            {
                _finished++;
                line.Clear();
                if (!quiet)
                {
                    string what = string.Create(
                        CultureInfo.InvariantCulture,
                        $"d={run.Model.Width}, {NumberText.Count(run.Model.Layers, "layer")}, {NumberText.Count(run.Steps, "step")}, seed {run.Seed}");
                    string how = string.Create(
                        CultureInfo.InvariantCulture,
                        $"cross-entropy {rung.CrossEntropy.Count:0.000}, exact match {rung.ExactMatch:0.000}, edit distance {rung.EditDistance:0.00}");
                    output.WriteLine($"[{_finished}/{study.Models}] {study.Arms[arm].Name} {what}: {how}{(isKept ? " (kept)" : "")}");
                    output.Flush();
                }
            }

            line.Trained(_finished, study.Models, _spent / _compute.Sum(sizes => sizes.Sum()));
        }
    }
}
