namespace Presage.Laws;

/// <summary>Where a minimisation of the Chinchilla objective ended, in the coordinates of <see cref="ChinchillaObjective"/>.</summary>
/// <param name="Parameter">log of the parameter term at the mean log N.</param>
/// <param name="ParameterExponent">alpha.</param>
/// <param name="Token">log of the token term at the mean log D.</param>
/// <param name="TokenExponent">beta.</param>
/// <param name="Irreducible">log E.</param>
/// <param name="Objective">The sum of Huber losses; positive infinity where it could not be evaluated.</param>
/// <param name="Converged">False where the iterations ran out.</param>
/// <param name="Iterations">Evaluations made.</param>
internal readonly record struct ChinchillaMinimum(
    double Parameter, double ParameterExponent, double Token, double TokenExponent, double Irreducible, double Objective, bool Converged, int Iterations);
