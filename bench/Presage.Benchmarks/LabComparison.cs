using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Presage.Lab.Lanes;

namespace Presage.Benchmarks;

/// <summary>Trains the same models with the Lab and with PyTorch in turns, and prints medians of processor time per step as Markdown.</summary>
/// <remarks>Arguments: the folder of the peers, then optionally <c>--quick</c> for fewer and shorter rounds.</remarks>
internal static class LabComparison
{
    private static readonly (int Width, int Layers, double Required)[] Models = [(8, 2, 5), (16, 2, 5), (32, 2, 3), (64, 2, 1.5), (128, 4, 1)];

    public static int Run(string[] args)
    {
        string peers = args[0];
        bool quick = args.Contains("--quick");
        (int rounds, double seconds) = quick ? (3, 0.5) : (7, 2.0);
        StringBuilder text = new(), agreement = new();
        string? versions = null;
        List<(double Ours, double Theirs)> peaks = [];
        foreach ((int width, int layers, double required) in Models)
        {
            agreement.Append(Agreement(peers, width, layers));
            var model = new LabModels(width, layers);
            double Time(int count) => Peers.Seconds(() => model.Steps(count)) / count;
            Peers.Warm(() => Time(50));
            int ourSteps = Math.Max(5, (int)(seconds / Time(20)));
            int theirSteps = Math.Max(5, ourSteps / 5);
            List<double> ours = [], whole = [], narrow = [];
            for (int round = 0; round < rounds; round++)
            {
                ours.Add(Time(ourSteps) * 1e3);
                JsonElement theirs = Peers.Run(peers, "lab_steps.py", [.. new[] { width, layers, model.Model.Heads, theirSteps }
                    .Select(number => number.ToString(CultureInfo.InvariantCulture))]);
                versions = theirs.GetProperty("versions").GetString();
                whole.Add(theirs.GetProperty("whole").GetDouble());
                narrow.Add(theirs.GetProperty("narrow").GetDouble());
            }

            peaks.Add((Peak(seconds), Peers.Run(peers, "lab_product.py").GetProperty("gigaflops").GetDouble()));
            double mine = Peers.Median(ours);
            text.Append(CultureInfo.InvariantCulture, $"| {width}, {layers} | {mine:F3} | {Peers.Median(whole):F2} | {Ratio(whole, ours)} | {required} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Peers.Median(narrow):F2} | {Ratio(narrow, ours)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{model.FlopsPerStep(narrow: true) / mine / 1e6:F1} | {model.FlopsPerStep(narrow: false) / Peers.Median(whole) / 1e6:F1} |\n");
        }

        double ourPeak = peaks.Max(peak => peak.Ours), theirPeak = peaks.Max(peak => peak.Theirs);
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"""
            # The Lab: training steps beside PyTorch's

            {rounds} rounds, the two sides in turns, one thread each, both warm; medians of processor time per step of a batch of 128 sequences of 11 input
            tokens, ratios with the least and the greatest of a round. Forward, backward, clipping and AdamW; batches were drawn beforehand.

            - {Peers.Processor()}, {Environment.ProcessorCount} processors; {RuntimeInformation.FrameworkDescription}, {(int)VectorWidths.Widest} numbers per vector
            - {versions}, one flat buffer of parameters and one of gradients
            - Products of matrices in fp32: the Lab's own, 64 x 64 by 64 x 64 to 512: {ourPeak:F0} GFLOP/s; `torch.mm`, the best of 64^3 to 512^3: {theirPeak:F0} GFLOP/s

            *Whole* computes all positions of every layer, as models are commonly written. *Narrow* skips, as the Lab does, what the loss does not look at
            in the last layer. GFLOP/s count the products of matrices and of attention that each side computes ({nameof(LabModels)}.{nameof(LabModels.FlopsPerStep)}).

            | d, layers | Lab, ms | PyTorch whole, ms | ratio | required | PyTorch narrow, ms | ratio | Lab, GFLOP/s | PyTorch whole, GFLOP/s |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|
            {text}
            ## Both sides go the same steps

            20 steps from the same values over the same batches; PyTorch in double precision with its own AdamW, clipping and derivatives.

            | d, layers | loss of the first step | of the last | largest difference of a loss | parameters apart, relative to their move |
            |---|--:|--:|--:|--:|
            {agreement}
            """));
        if (theirPeak < ourPeak / 3)
            Console.Error.WriteLine("PyTorch multiplies matrices slowly here: it needs a library such as OpenBLAS (libopenblas0-pthread) to be a fair peer.");
        return 0;
    }

    private static string Ratio(List<double> theirs, List<double> ours)
    {
        double[] ratios = [.. theirs.Zip(ours, (peer, own) => peer / own)];
        return string.Create(CultureInfo.InvariantCulture, $"{Peers.Median(theirs) / Peers.Median(ours):F1} ({ratios.Min():F1}-{ratios.Max():F1})");
    }

    private static string Agreement(string peers, int width, int layers)
    {
        string file = Path.GetTempFileName();
        try
        {
            LabModels.WriteSteps(file, width, layers, 20);
            JsonElement peer = Peers.Run(peers, "lab_train_step.py", file);
            return string.Create(CultureInfo.InvariantCulture, $"| {width}, {layers} | {peer.GetProperty("firstLoss").GetDouble():F4} | {peer.GetProperty("lastLoss").GetDouble():F4} | {peer.GetProperty("largestLossDifference").GetDouble():E1} | {peer.GetProperty("relativeDifference").GetDouble():E1} |\n");
        }
        finally
        {
            File.Delete(file);
        }
    }

    // GFLOP/s of our own product on operands that the first caches hold.
    private static double Peak(double seconds)
    {
        const int Rows = 64;
        double best = 0;
        foreach (int columns in new[] { 64, 128, 256, 512 })
        {
            var w = new AlignedArray(Rows * Rows);
            Panel x = new(Rows, columns), y = new(Rows, columns);
            w.Span.Fill(1);
            void Multiply(int count)
            {
                for (int i = 0; i < count; i++)
                {
                    MatrixProduct<Lanes512, System.Runtime.Intrinsics.Vector512<float>>.Multiply(
                        ref w.At(0), Rows, 1, ref x.At(0, 0), x.Stride, ref y.At(0, 0), y.Stride, Rows, Rows, columns, accumulate: false);
                }
            }

            double flops = 2.0 * Rows * Rows * columns;
            int count = (int)(seconds * 5e9 / flops);
            Peers.Warm(() => Multiply(100));
            best = Math.Max(best, Enumerable.Range(0, 5).Max(_ => flops * count / Peers.Seconds(() => Multiply(count)) / 1e9));
        }

        return best;
    }
}
