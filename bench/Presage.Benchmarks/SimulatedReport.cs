using System.Globalization;
using Presage.Emergence;

namespace Presage.Benchmarks;

/// <summary>Writes a CSV of evaluation results with a given number of series, to measure time and memory of a large report.</summary>
/// <remarks>Every task has 8 models and two series: exact match and the cross-entropy of the right answer. Truths take turns.</remarks>
internal static class SimulatedReport
{
    private const int Models = 8;
    private const int Items = 1000;

    /// <summary>Arguments: the number of series, and the file.</summary>
    public static int Write(string[] args)
    {
        if (args is not [var count, var path] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int series))
        {
            Console.Error.WriteLine("Usage: report SERIES FILE");
            return 2;
        }

        SimulationTruth[] truths = Enum.GetValues<SimulationTruth>();
        using StreamWriter writer = new(path);
        writer.WriteLine("model,task,metric,value,stderr,n,shots,family,N,D");
        for (int task = 0; task < series / 2; task++)
        {
            SimulationCell cell = new(truths[task % truths.Length], SimulationEvidence.Continuous, Models, Items, 0.1, 0, SimulationDeparture.None);
            Ability ability = SyntheticLadder.Draw(cell, 1, task);
            for (int i = 0; i < Models; i++)
            {
                double parameters = Math.Round(Math.Pow(10, 7 + (ability.Positions[i] / 2)));
                string end = string.Create(CultureInfo.InvariantCulture, $",{Items},0,simulated,{parameters},{20 * parameters}");
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"m{i},task{task},exact_match,{(double)ability.Raw!.Successes[i] / Items},") + end);
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"m{i},task{task},cross_entropy,{ability.Continuous!.Losses[i]:R},{ability.Continuous.StandardErrors[i]:R}") + end);
            }
        }

        return 0;
    }
}
