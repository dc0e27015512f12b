namespace Presage.Laws;

/// <summary>
/// The closest step: what a logistic becomes as its steepness grows without bound. Positions on one side are at 0, on the other at one free height,
/// and at most one position between them is anywhere from 0 to that height.
/// </summary>
/// <remarks>No finite steepness is the best one where the closest step is closer than every curve.</remarks>
internal static class StepLimit
{
    /// <summary>The sum of squares of the closest step, up or down.</summary>
    /// <param name="curve">The points.</param>
    /// <param name="largestHeight">Upper bound of the height.</param>
    public static double SumOfSquares(LinkCurve curve, double largestHeight)
    {
        double total = 0, totalSquares = 0;
        for (int i = 0; i < curve.Points; i++)
        {
            total += curve.Heights[i];
            totalSquares += curve.Heights[i] * curve.Heights[i];
        }

        double best = double.PositiveInfinity, before = 0, beforeSquares = 0;
        for (int begin = 0, end; begin < curve.Points; begin = end)
        {
            double sum = 0, squares = 0;
            for (end = begin; end < curve.Points && curve.Positions[end] == curve.Positions[begin]; end++)
            {
                sum += curve.Heights[end];
                squares += curve.Heights[end] * curve.Heights[end];
            }

            int after = curve.Points - end;
            double rest = total - before - sum, restSquares = totalSquares - beforeSquares - squares;
            double up = beforeSquares + Plateau(rest, restSquares, after, sum, squares, end - begin, largestHeight);
            double down = restSquares + Plateau(before, beforeSquares, begin, sum, squares, end - begin, largestHeight);
            best = Math.Min(best, Math.Min(up, down));
            before += sum;
            beforeSquares += squares;
        }

        return Math.Max(0, best);
    }

    /// <summary>Squares about the height that suits the points of the plateau, and of the position at the step about its own level.</summary>
    private static double Plateau(double sum, double squares, int points, double edgeSum, double edgeSquares, int edgePoints, double largestHeight)
    {
        double height = points == 0 ? largestHeight : Math.Clamp(sum / points, 0, largestHeight);
        double level = Math.Clamp(edgeSum / edgePoints, 0, height);
        return squares - (2 * height * sum) + (points * height * height)
            + edgeSquares - (2 * level * edgeSum) + (edgePoints * level * level);
    }
}
