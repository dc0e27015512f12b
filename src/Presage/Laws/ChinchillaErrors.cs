namespace Presage.Laws;

/// <summary>Standard errors of the coefficients of <see cref="ChinchillaLaw"/>, each in the unit of its coefficient.</summary>
internal readonly record struct ChinchillaErrors(
    double IrreducibleLoss, double ParameterCoefficient, double ParameterExponent, double TokenCoefficient, double TokenExponent);
