using System.Globalization;
using System.Text.Json;
using Presage.Lab.Transformers;

namespace Presage.Lab.Ladders;

/// <summary>A model's tensors under the names and in the shapes in which its checkpoint holds them.</summary>
/// <remarks>
/// A dense model has those of Hugging Face's <c>GPT2LMHeadModel</c>, whose arithmetic is the same: matrices stand transposed, [inputs, outputs], and
/// biases are zero. No stock model has the mixture of experts of ours, so a sparse model keeps names of its own.
/// </remarks>
internal static class PublishedLayout
{
    /// <summary>What a checkpoint holds.</summary>
    public static IEnumerable<(string Name, int[] Shape, float[] Numbers)> TensorsOf(Transformer model)
    {
        foreach (Tensor tensor in model.Layout.Tensors)
        {
            float[] numbers = model.Parameters.Span.Slice(tensor.Offset, tensor.Length).ToArray();
            if (model.Settings.IsSparse)
            {
                yield return (tensor.Name, tensor.Rows == 0 ? [tensor.Columns] : [tensor.Rows, tensor.Columns], numbers);
                continue;
            }

            (string name, bool transposed, int biases) = Published(tensor);
            yield return (
                $"{name}.weight",
                tensor.Rows == 0 ? [tensor.Columns] : transposed ? [tensor.Columns, tensor.Rows] : [tensor.Rows, tensor.Columns],
                transposed ? Transposed(numbers, tensor.Rows, tensor.Columns) : numbers);
            if (biases > 0)
                yield return ($"{name}.bias", [biases], new float[biases]);
        }
    }

    /// <summary>Sets a model's parameters to those of a checkpoint.</summary>
    /// <exception cref="KeyNotFoundException">The checkpoint lacks a tensor.</exception>
    /// <exception cref="InvalidDataException">A tensor has another number of parameters.</exception>
    public static void Fill(Transformer model, IReadOnlyDictionary<string, byte[]> tensors)
    {
        foreach (Tensor tensor in model.Layout.Tensors)
        {
            (string name, bool transposed) = (tensor.Name, false);
            if (!model.Settings.IsSparse)
            {
                (name, transposed, _) = Published(tensor);
                name += ".weight";
            }

            float[] numbers = Safetensors.Numbers<float>(tensors[name]);
            if (numbers.Length != tensor.Length)
                throw new InvalidDataException($"'{name}' has {numbers.Length} numbers, not {tensor.Length}");
            (transposed ? Transposed(numbers, tensor.Columns, tensor.Rows) : numbers)
                .CopyTo(model.Parameters.Span.Slice(tensor.Offset, tensor.Length));
        }
    }

    /// <summary>The model as <c>config.json</c> describes it.</summary>
    public static byte[] ConfigurationOf(Transformer model)
    {
        ModelSettings settings = model.Settings;
        var members = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["architectures"] = new[] { settings.IsSparse ? "PresageLabSparse" : "GPT2LMHeadModel" },
            ["model_type"] = settings.IsSparse ? "presage_lab_sparse" : "gpt2",
            ["vocab_size"] = model.Vocabulary,
            ["n_positions"] = model.Positions,
            ["n_embd"] = settings.Width,
            ["n_layer"] = settings.Layers,
            ["n_head"] = settings.Heads,
            ["n_inner"] = 4 * settings.Width,
            ["activation_function"] = "gelu_new",
            ["layer_norm_epsilon"] = 1e-5,
            ["scale_attn_weights"] = true,
            ["scale_attn_by_inverse_layer_idx"] = false,
            ["tie_word_embeddings"] = settings.TiedHead,
            ["attn_pdrop"] = 0.0,
            ["embd_pdrop"] = 0.0,
            ["resid_pdrop"] = 0.0,
            ["bos_token_id"] = null,
            ["eos_token_id"] = null,
            ["torch_dtype"] = "float32",
        };
        if (settings.IsSparse)
            (members["num_experts"], members["num_experts_per_tok"]) = (settings.Experts, settings.ActiveExperts);
        return JsonSerializer.SerializeToUtf8Bytes(members, CheckpointJson.Indented);
    }

    // Name without its ending, whether the matrix stands transposed, and the length of the bias that goes with it.
    private static (string Name, bool Transposed, int Biases) Published(Tensor tensor)
    {
        string[] parts = tensor.Name.Split('.');
        if (parts[0] != "layers")
        {
            return tensor.Name switch
            {
                "embedding.tokens" => ("transformer.wte", false, 0),
                "embedding.positions" => ("transformer.wpe", false, 0),
                "norm" => ("transformer.ln_f", false, tensor.Columns),
                "head" => ("lm_head", false, 0),
                _ => throw new ArgumentException($"'{tensor.Name}' has no published name."),
            };
        }

        string layer = string.Create(CultureInfo.InvariantCulture, $"transformer.h.{parts[1]}.");
        return string.Join('.', parts[2..]) switch
        {
            "attention.norm" => ($"{layer}ln_1", false, tensor.Columns),
            "attention.qkv" => ($"{layer}attn.c_attn", true, tensor.Rows),
            "attention.output" => ($"{layer}attn.c_proj", true, tensor.Rows),
            "mlp.norm" => ($"{layer}ln_2", false, tensor.Columns),
            "mlp.input" => ($"{layer}mlp.c_fc", true, tensor.Rows),
            "mlp.output" => ($"{layer}mlp.c_proj", true, tensor.Rows),
            _ => throw new ArgumentException($"'{tensor.Name}' has no published name."),
        };
    }

    private static float[] Transposed(float[] numbers, int rows, int columns)
    {
        var result = new float[numbers.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                result[(column * rows) + row] = numbers[(row * columns) + column];
        }

        return result;
    }
}
