using System.Collections.Immutable;
using Presage.Lab.Ladders;
using Presage.Lab.Tasks;

namespace Presage.Lab.Studies;

/// <summary>Steps for any width, between those of Presage's own ladders.</summary>
internal static class StepsOfTheLadders
{
    /// <summary>On straight lines of log steps over log width, the first and last of which go on.</summary>
    /// <param name="task">Multiplication takes its own ladder, all else that of addition.</param>
    /// <param name="width">At least 1.</param>
    public static int At(LabTask task, int width)
    {
        ImmutableArray<(int Width, int Steps)> known = task is Multiplication ? LadderSettings.MultiplicationRungs : LadderSettings.AdditionRungs;
        int right = 1;
        while (right < known.Length - 1 && known[right].Width < width)
            right++;
        ((int w0, int s0), (int w1, int s1)) = (known[right - 1], known[right]);
        double share = Math.Log((double)width / w0) / Math.Log((double)w1 / w0);
        return (int)Math.Max(1, Math.Round(s0 * Math.Pow((double)s1 / s0, share)));
    }
}
