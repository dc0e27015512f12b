using System.Runtime.CompilerServices;
using Presage.Lab.Lanes;

namespace Presage.Lab.Layers;

/// <summary>MLPs of which a router chooses some for every token; their outputs, times the router's probabilities, go to the residual stream.</summary>
/// <remarks>
/// y += sum over the k largest p[e] of p[e] MLP_e(x), with p = softmax(R x) over all experts. So Fedus, Zoph and Shazeer (2021, equation 2) for k = 1
/// and Muennighoff et al. (2024, OLMoE) for more: the router has a gradient for every k, while a softmax over the chosen logits alone (Jiang et al. 2024)
/// would be the constant 1 for k = 1. The loss that balances the load is that of Fedus et al. (equations 4 to 6), of each pass and layer:
/// <see cref="BalanceWeight"/> times E sum over e of f[e] P[e], f[e] the share of choices that fell on e, P[e] its mean probability; it is part of the
/// gradient, not of the cross-entropy that is reported. No expert refuses a token, and nothing is random.
/// </remarks>
internal static class MixtureOfExperts<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Weight of the loss that balances the load, as Fedus et al. chose it.</summary>
    public const float BalanceWeight = 0.01f;

    /// <param name="router">R, shape [experts, d].</param>
    /// <param name="input">Weights of all experts, shape [experts, 4d, d].</param>
    /// <param name="output">Weights of all experts, shape [experts, d, 4d].</param>
    /// <param name="x">Shape [d, columns].</param>
    /// <param name="a">Receives what the backward pass needs.</param>
    /// <param name="y">Shape [d, columns]; the result is added to it.</param>
    /// <param name="from">First column that is computed.</param>
    /// <param name="sequences">Columns per position.</param>
    /// <param name="real">Sequences of a position that are data; nothing is computed for those after them.</param>
    public static void Forward(
        ref float router, ref float input, ref float output, Panel x, ExpertActivations a, Panel y, int from, int sequences, int real)
    {
        int d = x.Rows, experts = a.Probabilities.Rows;
        ExpertRouting routing = a.Routing;
        Linear<TLanes, TVector>.Forward(ref router, x, a.Probabilities, 0, experts, from, accumulate: false); // [experts, columns]
        CrossEntropyHead<TLanes, TVector>.Softmax(a.Probabilities, from); // [experts, columns]
        routing.Choose(a.Probabilities, from, sequences, real);
        for (int i = 0; i < d; i++)
        {
            Span<float> source = x.Row(i), slots = a.Input.Row(i); // [columns] to [slots]
            for (int s = 0; s < routing.Slots; s++)
                slots[s] = routing.ColumnOfSlot[s] is var c and >= 0 ? source[c] : 0;
        }

        a.Output.Slice(0, routing.Slots).Clear();
        for (int e = 0; e < experts; e++)
        {
            (int first, int count) = (routing.Starts[e], routing.Starts[e + 1] - routing.Starts[e]);
            if (count == 0)
                continue;
            Mlp<TLanes, TVector>.Forward(
                ref Unsafe.Add(ref input, e * 4 * d * d), ref Unsafe.Add(ref output, e * 4 * d * d),
                a.Input.Slice(first, count), a.Hidden.Slice(first, count), a.Active.Slice(first, count), a.Output.Slice(first, count), 0); // [d, count]
        }

        for (int i = 0; i < d; i++)
        {
            Span<float> sum = y.Row(i), slots = a.Output.Row(i);
            for (int e = 0; e < experts; e++)
            {
                Span<float> gate = a.Probabilities.Row(e);
                for (int s = routing.Starts[e]; s < routing.Starts[e] + routing.Counts[e]; s++)
                    sum[routing.ColumnOfSlot[s]] += gate[routing.ColumnOfSlot[s]] * slots[s];
            }
        }
    }

    /// <param name="router">R, shape [experts, d].</param>
    /// <param name="drouter">Its gradient; added to.</param>
    /// <param name="input">Weights of all experts, shape [experts, 4d, d].</param>
    /// <param name="dinput">Their gradient; added to.</param>
    /// <param name="output">Weights of all experts, shape [experts, d, 4d].</param>
    /// <param name="doutput">Their gradient; added to.</param>
    /// <param name="x">As in the forward pass.</param>
    /// <param name="a">As the forward pass left it.</param>
    /// <param name="dy">Shape [d, columns]; left as it is.</param>
    /// <param name="da">Overwritten; its routing is not used.</param>
    /// <param name="dx">Shape [d, columns]; receives the gradient of x.</param>
    /// <param name="from">First column that the forward pass computed.</param>
    /// <param name="tokenWeight">Of one column in the loss that balances the load: 1 over the columns of a whole batch.</param>
    public static void Backward(
        ref float router, ref float drouter, ref float input, ref float dinput, ref float output, ref float doutput,
        Panel x, ExpertActivations a, Panel dy, ExpertActivations da, Panel dx, int from, float tokenWeight)
    {
        int d = x.Rows, experts = a.Probabilities.Rows;
        ExpertRouting routing = a.Routing;
        Panel dp = da.Probabilities;
        dp.Clear();
        for (int i = 0; i < d; i++)
        {
            Span<float> source = dy.Row(i), made = a.Output.Row(i), slots = da.Output.Row(i);
            for (int e = 0; e < experts; e++)
            {
                Span<float> gate = a.Probabilities.Row(e), slope = dp.Row(e);
                for (int s = routing.Starts[e]; s < routing.Starts[e + 1]; s++)
                {
                    if (routing.ColumnOfSlot[s] is var c and >= 0)
                    {
                        // dp[e, c] = sum_i dy[i, c] MLP_e[i, c];  dMLP_e[i, c] = p[e, c] dy[i, c]
                        slope[c] += source[c] * made[s];
                        slots[s] = gate[c] * source[c];
                    }
                    else
                    {
                        slots[s] = 0;
                    }
                }
            }
        }

        for (int e = 0; e < experts; e++)
        {
            (int first, int count) = (routing.Starts[e], routing.Starts[e + 1] - routing.Starts[e]);
            if (count == 0)
                continue;
            Mlp<TLanes, TVector>.Backward(
                ref Unsafe.Add(ref input, e * 4 * d * d), ref Unsafe.Add(ref dinput, e * 4 * d * d),
                ref Unsafe.Add(ref output, e * 4 * d * d), ref Unsafe.Add(ref doutput, e * 4 * d * d),
                a.Input.Slice(first, count), a.Hidden.Slice(first, count), a.Active.Slice(first, count), da.Output.Slice(first, count),
                da.Hidden.Slice(first, count), da.Input.Slice(first, count), 0); // [d, count]
        }

        BackwardOfSoftmax(a, dp, from, tokenWeight); // [experts, columns]
        Linear<TLanes, TVector>.Backward(ref router, ref drouter, x, dp, dx, 0, experts, from, accumulate: false); // [d, columns]
        for (int i = 0; i < d; i++)
        {
            Span<float> sum = dx.Row(i), slots = da.Input.Row(i);
            for (int s = 0; s < routing.Slots; s++)
            {
                if (routing.ColumnOfSlot[s] is var c and >= 0)
                    sum[c] += slots[s];
            }
        }
    }

    // From the gradient of probabilities, those of the balance added, to that of logits: p[e] (dp[e] - sum_f p[f] dp[f]).
    private static void BackwardOfSoftmax(ExpertActivations a, Panel dp, int from, float tokenWeight)
    {
        ExpertRouting routing = a.Routing;
        int experts = dp.Rows;
        Span<float> balance = stackalloc float[experts];
        for (int e = 0; e < experts; e++)
            balance[e] = BalanceWeight * experts * tokenWeight * routing.Counts[e] / Math.Max(1, routing.Tokens * routing.Active);
        for (int c = from; c < dp.Columns; c++)
        {
            if (routing.Chosen[c] == 0)
                continue;
            float mean = 0;
            for (int e = 0; e < experts; e++)
            {
                dp.At(e, c) += balance[e];
                mean += a.Probabilities.At(e, c) * dp.At(e, c);
            }

            for (int e = 0; e < experts; e++)
                dp.At(e, c) = a.Probabilities.At(e, c) * (dp.At(e, c) - mean);
        }
    }
}
