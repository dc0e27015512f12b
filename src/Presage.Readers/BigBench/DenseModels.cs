using System.Globalization;

namespace Presage.Readers.BigBench;

/// <summary>Names of the dense BIG-G models, which are their rounded non-embedding parameters.</summary>
internal static class DenseModels
{
    private static readonly (double Parameters, string Size)[] Sizes =
    [
        (2098048, "2m"), (16780288, "16m"), (56629632, "53m"), (134228992, "125m"), (262161280, "244m"), (453009408, "422m"),
        (1073784832, "1b"), (2097218560, "2b"), (3623973888, "4b"), (8590102528, "8b"), (28991404032, "27b"), (137440272384, "128b"),
    ];

    /// <summary>The name of the model with a number of non-embedding parameters, such as <c>BIG-G 128b</c>.</summary>
    public static string Name(double parameters)
    {
        foreach ((double known, string size) in Sizes)
        {
            if (Math.Abs(parameters / known - 1) < 0.01)
                return $"BIG-G {size}";
        }

        return string.Create(CultureInfo.InvariantCulture, $"BIG-G {parameters:0}");
    }
}
