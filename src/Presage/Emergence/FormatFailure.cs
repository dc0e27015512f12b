namespace Presage.Emergence;

/// <summary>Whether answers can fail by their format alone.</summary>
public enum FormatFailure
{
    /// <summary>Not known: a jump of the raw curve may be one of the answer format.</summary>
    Unknown,

    /// <summary>Impossible: choices are scored by likelihood.</summary>
    Impossible,
}
