namespace Presage.Html.Tests;

/// <summary>An invented task: the loss per token is Scale 10^(-Exponent (skill - Onset)) nats.</summary>
internal sealed record SampleTask(
    string Name, long Items, double Chance, double Onset, double Exponent, double Scale, int TokensPerAnswer, bool FreeForm);
