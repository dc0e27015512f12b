namespace Presage.Forecasts;

/// <summary>How good the probabilities of leaving chance were.</summary>
/// <param name="Forecasts">Histories at their floor whose next model could be tested.</param>
/// <param name="Left">Of these, how many left chance.</param>
/// <param name="BrierScore">Mean squared distance between probability and outcome; range [0, 1]; smaller is better.</param>
/// <param name="BaseRateBrierScore">The same for the share that left chance, known only afterwards.</param>
public sealed record FloorFigures(int Forecasts, int Left, double BrierScore, double BaseRateBrierScore);
