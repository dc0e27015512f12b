using System.Collections.Immutable;
using Presage.Lab.Answers;

namespace Presage.Lab.Ladders;

/// <summary>A model tested while it trained.</summary>
/// <param name="Step">Steps done, from 1.</param>
/// <param name="Scores">What its answers came to.</param>
/// <param name="Answers">Its answers; empty where they are not kept.</param>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record TrainingCheckpoint(int Step, AnswerScores Scores, ImmutableArray<Answer> Answers);
