using Presage.Emergence;

namespace Presage.Reports;

/// <summary>The order in which verdicts are shown: what was found first, what is open next, what shows nothing last.</summary>
internal static class VerdictInterest
{
    /// <summary>Place in the order; the smallest comes first.</summary>
    public static int Of(EmergenceVerdict verdict) => verdict.Kind switch
    {
        VerdictKind.RealBreak => 0,
        VerdictKind.MetricArtefact => 1,
        VerdictKind.Unresolved when verdict.Reason == UnresolvedReason.MeasurementFault => 5,
        // A jump that is there and not decided interests more than a curve about which nothing can be said.
        VerdictKind.Unresolved when verdict.Reason == UnresolvedReason.TrendNotEstablished => Jumps(verdict) ? 3 : 7,
        VerdictKind.Unresolved when Jumps(verdict) || verdict.LooksSudden == true => 2,
        VerdictKind.Smooth when verdict.Direction is Direction.Down or Direction.Mixed => 4,
        VerdictKind.Smooth => 6,
        VerdictKind.Unresolved when verdict.TrendPValue is not null => 8,
        VerdictKind.NoMeasurableChange => 9,
        VerdictKind.Unresolved => 10,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool Jumps(EmergenceVerdict verdict) => verdict.Jump is { IsBeyondSampling: true, ShareOfRise: >= 0.5 };
}
