using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Presage.Evaluations;
using Presage.Lab.Answers;
using Presage.Outcomes;

namespace Presage.Lab.Ladders;

/// <summary>Writes a ladder's answers into a store of outcomes.</summary>
public static class LadderOutcomes
{
    /// <summary>Imports the samples of models that the store does not have yet; where it has all, nothing is done.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rungs">The ladder.</param>
    /// <returns>Whether anything was written.</returns>
    /// <remarks>A model whose checkpoints' answers are kept comes as these checkpoints, each with its step, its tokens and its compute so far.</remarks>
    /// <exception cref="OutcomeStoreException">The store cannot be read or written.</exception>
    public static bool Write(OutcomeStore store, ImmutableArray<LadderRung> rungs)
    {
        ArgumentNullException.ThrowIfNull(store);
        HashSet<(string, string?)> there =
            [.. store.Imports().Where(store.IsComplete).SelectMany(import => import.Files).Select(file => (file.Path, file.Sha256))];
        (LadderRung Rung, ReportedWeights Weights, ImmutableArray<Answer> Answers, string Hash)[] missing =
        [
            .. from rung in rungs
               from evaluated in rung.Evaluated
               let hash = HashOf(rung, evaluated.Weights, evaluated.Answers)
               where !there.Contains((AnswerSamples.SourceOf(evaluated.Weights), hash))
               select (rung, evaluated.Weights, evaluated.Answers, hash),
        ];
        if (missing.Length == 0)
            return false;
        string run = Hash(string.Join('\n', missing.Select(entry => entry.Hash)))[..32];
        using OutcomeWriter writer = store.Write(run);
        foreach ((LadderRung rung, ReportedWeights weights, ImmutableArray<Answer> answers, _) in missing)
        {
            foreach (Sample sample in AnswerSamples.Of(weights, rung.Split.Task, answers))
                writer.Add(sample);
            writer.Commit();
        }

        writer.Finish(new ImportRecord
        {
            Run = run,
            Outcomes = writer.Outcomes,
            Files = [.. missing.Select(entry => new ImportedFile(AnswerSamples.SourceOf(entry.Weights), "lab", entry.Hash, 1, 0))],
        });
        return true;
    }

    private static string HashOf(LadderRung rung, ReportedWeights weights, ImmutableArray<Answer> answers)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{weights.Model} {weights.Seed} {weights.Step} {rung.Split.Task.Name}\n");
        foreach (Answer answer in answers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{answer.Problem} {answer.Response}");
            foreach (double value in answer.TargetLogProbabilities)
                text.Append(CultureInfo.InvariantCulture, $" {value:R}");
            text.Append('\n');
        }

        return Hash(text.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
