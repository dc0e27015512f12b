using System.Collections.Immutable;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Answers;

/// <summary>Has a model answer the problems of its test.</summary>
public static class AnswerSheet
{
    /// <summary>One answer per test problem, in the order of the test.</summary>
    /// <remarks>
    /// Of tokens with equal logits the first is taken. The right answer comes out greedily exactly where every position is correct after the right
    /// ones before it; only other answers are written token by token.
    /// </remarks>
    public static ImmutableArray<Answer> Of(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model.Split, model.Transformer, model.Split.Test.Length);
    }

    /// <summary>One answer to each of the first so many test problems.</summary>
    internal static ImmutableArray<Answer> Of(TaskSplit split, Transformer transformer, int count)
    {
        LabTask task = split.Task;
        var tokenizer = new CharacterTokenizer(task.Alphabet);
        int length = task.PromptLength + task.AnswerLength, vocabulary = transformer.Vocabulary, most = transformer.Sequences;
        var text = new char[length];
        var tokens = new byte[most * length];
        var greedy = new byte[most * length];
        var logits = new float[most * task.AnswerLength * vocabulary];
        ImmutableArray<Answer>.Builder answers = ImmutableArray.CreateBuilder<Answer>(count);
        foreach (long[] problems in split.Test.Take(count).Chunk(most))
        {
            for (int s = 0; s < problems.Length; s++)
            {
                task.Write(problems[s], text);
                tokenizer.Encode(text, tokens.AsSpan(s * length, length));
            }

            transformer.Logits(tokens, problems.Length, logits);
            var known = new (ImmutableArray<double> LogProbabilities, ImmutableArray<bool> Correct)[problems.Length];
            for (int s = 0; s < problems.Length; s++)
            {
                ReadOnlySpan<byte> targets = tokens.AsSpan((s * length) + task.PromptLength, task.AnswerLength);
                known[s] = Judge(logits.AsSpan(s * task.AnswerLength * vocabulary), targets, vocabulary);
            }

            tokens.CopyTo(greedy, 0);
            for (int position = 0; position < task.AnswerLength; position++)
            {
                if (position > 0)
                    transformer.Logits(greedy, problems.Length, logits);
                for (int s = 0; s < problems.Length; s++)
                {
                    greedy[(s * length) + task.PromptLength + position] =
                        (byte)Largest(logits.AsSpan(((s * task.AnswerLength) + position) * vocabulary, vocabulary));
                }

                if (position == 0 && known.All(answer => answer.Correct.All(correct => correct)))
                {
                    tokens.CopyTo(greedy, 0);
                    break;
                }
            }

            for (int s = 0; s < problems.Length; s++)
            {
                string response = tokenizer.Decode(greedy.AsSpan((s * length) + task.PromptLength, task.AnswerLength));
                answers.Add(new Answer(problems[s], response, known[s].LogProbabilities, known[s].Correct));
            }
        }

        return answers.MoveToImmutable();
    }

    private static (ImmutableArray<double> LogProbabilities, ImmutableArray<bool> Correct) Judge(
        ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, int vocabulary)
    {
        ImmutableArray<double>.Builder logProbabilities = ImmutableArray.CreateBuilder<double>(targets.Length);
        ImmutableArray<bool>.Builder correct = ImmutableArray.CreateBuilder<bool>(targets.Length);
        for (int position = 0; position < targets.Length; position++)
        {
            ReadOnlySpan<float> row = logits.Slice(position * vocabulary, vocabulary);
            int largest = Largest(row);
            double rest = 0;
            for (int v = 0; v < vocabulary; v++)
                rest += v == largest ? 0 : Math.Exp((double)row[v] - row[largest]);
            // ln(1 + rest), accurate also where the rest is tiny
            double logNormalizer = rest < 1e-8 ? rest : Math.Log(1 + rest);
            logProbabilities.Add(Math.Min(0, (double)row[targets[position]] - row[largest] - logNormalizer));
            correct.Add(largest == targets[position]);
        }

        return (logProbabilities.MoveToImmutable(), correct.MoveToImmutable());
    }

    private static int Largest(ReadOnlySpan<float> logits)
    {
        int largest = 0;
        for (int v = 1; v < logits.Length; v++)
        {
            if (logits[v] > logits[largest])
                largest = v;
        }

        return largest;
    }
}
