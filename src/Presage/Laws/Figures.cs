using System.Globalization;

namespace Presage.Laws;

/// <summary>Sentences with figures in them, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>The text in the invariant culture.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
