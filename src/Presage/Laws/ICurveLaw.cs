namespace Presage.Laws;

/// <summary>A law of one variable that can be fitted to a scaling curve.</summary>
public interface ICurveLaw
{
    /// <summary>The law's name in reports, camelCase, such as <c>brokenLine</c>.</summary>
    string Name { get; }

    /// <summary>Fits the law.</summary>
    /// <param name="data">The points.</param>
    /// <returns>A fit, or the reason there is none; never throws for data that merely do not suit the law.</returns>
    FitOutcome Fit(CurveData data);
}
