using System.Globalization;
using System.Text;
using Presage.Lab.Training;
using Presage.Lab.Transformers;
using Presage.Reports;

namespace Presage.Lab.Studies;

/// <summary>A study with every default and every rule written out. It is a description itself, and gives the same study.</summary>
public static class ResolvedStudy
{
    /// <summary>Writes it as YAML.</summary>
    public static string Text(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("# What 'presage train' made of lab.yaml: every default and rule written out.\narms:\n");
        foreach (StudyArm arm in study.Arms)
        {
            TrainingSettings first = arm.Ladder.Runs[0];
            Line($"  - name: {arm.Name}");
            foreach ((string key, string value) in arm.Keys)
                Line($"    {key}: {value}");
            Line($"    seeds: [{string.Join(", ", arm.Ladder.Runs.Select(run => run.Seed).Distinct())}]");
            Line($"    batch: {first.Batch}");
            if (first.LearningRate is { } rate)
                Line($"    learningRate: {rate:R}");
            Line($"    decay: {(first.Decay == LearningRateDecay.Constant ? "constant" : "cosine")}");
            if (first.WarmUp is { } warmUp)
                Line($"    warmUp: {warmUp}");
            Line($"    weightDecay: {first.WeightDecay:R}");
            Line($"    beta1: {first.Beta1:R}");
            Line($"    beta2: {first.Beta2:R}");
            if (double.IsFinite(first.Clip))
                Line($"    clip: {first.Clip:R}");
            if (first.Evaluations is { KeepAnswers: true } checkpoints)
                Line($"    checkpoints: [{string.Join(", ", checkpoints.Steps)}]");
            else
                Line($"    evaluations: {arm.Ladder.Runs.Max(run => run.Evaluations?.Steps.Length ?? 0)}");
            if (first.Evaluations is { KeepAnswers: false, Problems: { } problems })
                Line($"    evaluationProblems: {problems}");
            Line($"    rungs:");
            foreach (TrainingSettings run in arm.Ladder.Runs.DistinctBy(run => (run.Model, run.Steps)))
            {
                ModelSettings model = run.Model;
                double compute = TrainedModel.ComputeOf(arm.Ladder.Split.Task, run).Count, n = model.NonEmbeddingParameters.Count;
                Line($"      # learning rate {run.PeakLearningRate:G4}, N = {n:N0}, D = {compute / (6 * n):N0} tokens, C = {NumberText.Amount(compute)} FLOP");
                string sparse = model.IsSparse ? string.Create(CultureInfo.InvariantCulture, $", experts: {model.Experts}, activeExperts: {model.ActiveExperts}") : "";
                string tied = model.TiedHead ? ", tiedHead: true" : "";
                Line($"      - {{width: {model.Width}, layers: {model.Layers}, heads: {model.Heads}{sparse}{tied}, steps: {run.Steps}}}");
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
