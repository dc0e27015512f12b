using System.Runtime.Intrinsics;
using Presage.Lab.Lanes;
using static Presage.Lab.Tests.Layers.FiniteDifferences;

namespace Presage.Lab.Tests.Lanes;

/// <summary>Products against the same sums in the same order, number by number: equal to the last bit.</summary>
public sealed class MatrixProductTests
{
    private const int Columns = 48;

    [Theory]
    [InlineData(7, 5, false)]
    [InlineData(6, 300, false)]
    [InlineData(6, 300, true)]
    [InlineData(33, 70, true)]
    public void Multiply_AnyWidthAndShape_AddsInTheOrderOfTheInputs(int outputs, int inputs, bool transposed)
    {
        AlignedArray w = Normal(outputs * inputs, 1);
        Panel x = Normal(inputs, Columns, 2), y = Normal(outputs, Columns, 3);
        (int outputStride, int inputStride) = transposed ? (1, outputs) : (inputs, 1);
        foreach (bool accumulate in new[] { false, true })
        {
            var expected = new float[outputs, Columns];
            for (int o = 0; o < outputs; o++)
            {
                for (int c = 0; c < Columns; c++)
                {
                    float sum = accumulate ? y.At(o, c) : 0;
                    for (int i = 0; i < inputs; i++)
                        sum = MathF.FusedMultiplyAdd(w.Span[(o * outputStride) + (i * inputStride)], x.At(i, c), sum);
                    expected[o, c] = sum;
                }
            }

            Check<Lanes512, Vector512<float>>();
            Check<Lanes256, Vector256<float>>();
            Check<Lanes128, Vector128<float>>();
            Check<ScalarLanes, float>();

            void Check<TLanes, TVector>()
                where TLanes : struct, ILanes<TVector>
                where TVector : struct
            {
                Panel result = Copy(y);
                MatrixProduct<TLanes, TVector>.Multiply(
                    ref w.At(0), outputStride, inputStride, ref x.At(0, 0), x.Stride, ref result.At(0, 0), result.Stride, outputs, inputs, Columns, accumulate);
                for (int o = 0; o < outputs; o++)
                    Assert.Equal(Enumerable.Range(0, Columns).Select(c => expected[o, c]), result.Row(o).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(7, 5)]
    [InlineData(6, 36)]
    [InlineData(1, 3)]
    public void AddOuter_AnyWidthAndShape_IsTheTreeOfDots(int outputs, int inputs)
    {
        Panel y = Normal(outputs, Columns, 1), x = Normal(inputs, Columns, 2);
        float[] before = Normal(outputs * inputs, 3).Span.ToArray();
        float[] expected = [.. before.Select((value, at) =>
            value + MatrixProduct<ScalarLanes, float>.Dot(ref y.At(at / inputs, 0), ref x.At(at % inputs, 0), Columns))];

        Check<Lanes512, Vector512<float>>();
        Check<Lanes256, Vector256<float>>();
        Check<Lanes128, Vector128<float>>();
        Check<ScalarLanes, float>();

        void Check<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var gradient = new AlignedArray(before.Length);
            before.CopyTo(gradient.Span);
            MatrixProduct<TLanes, TVector>.AddOuter(ref y.At(0, 0), y.Stride, ref x.At(0, 0), x.Stride, ref gradient.At(0), outputs, inputs, Columns);
            Assert.Equal(expected, gradient.Span.ToArray());
        }
    }

    private static Panel Copy(Panel panel)
    {
        var copy = new Panel(panel.Rows, panel.Columns);
        for (int row = 0; row < panel.Rows; row++)
            panel.Row(row).CopyTo(copy.Row(row));
        return copy;
    }
}
