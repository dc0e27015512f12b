namespace Presage.Forecasts;

/// <summary>Where the width of a forecast's interval comes from.</summary>
public enum ResidualSource
{
    /// <summary>Errors of rolling forecasts in at least three other families.</summary>
    OtherFamilies,

    /// <summary>Errors of rolling forecasts from earlier origins of the same family, and of fewer than three others.</summary>
    EarlierOrigins,

    /// <summary>Too few errors are in the report: a built-in scale, taken from public ladders, stands in for most of them.</summary>
    BuiltIn,
}
