namespace Presage.Scoring;

/// <summary>What is kept of an item, from which metrics can be computed.</summary>
[Flags]
public enum Evidence
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The text that the model wrote.</summary>
    ResponseText = 1 << 0,

    /// <summary>The accepted answers as text.</summary>
    TargetText = 1 << 1,

    /// <summary>Token identifiers of response and target, of one tokenizer.</summary>
    Tokens = 1 << 2,

    /// <summary>The log-probability of each token of the target.</summary>
    TokenLogProbabilities = 1 << 3,

    /// <summary>The log-probability of the whole target, summed over its tokens.</summary>
    TargetLogProbability = 1 << 4,

    /// <summary>How many tokens the target has.</summary>
    TargetTokenCount = 1 << 5,

    /// <summary>The log-probability of each choice, summed over its tokens.</summary>
    ChoiceLogProbabilities = 1 << 6,

    /// <summary>Lengths of the choices, in characters and bytes.</summary>
    ChoiceLengths = 1 << 7,

    /// <summary>Which choice is right.</summary>
    CorrectChoice = 1 << 8,

    /// <summary>The task's score of each choice.</summary>
    TargetScores = 1 << 9,

    /// <summary>How many answers were drawn, and how many were right.</summary>
    Attempts = 1 << 10,

    /// <summary>Whether the answer was right, as the harness that ran the task judged it.</summary>
    JudgedCorrect = 1 << 11,

    /// <summary>The task's low and high score and the value of its preferred metric.</summary>
    ScoreRange = 1 << 12,
}
