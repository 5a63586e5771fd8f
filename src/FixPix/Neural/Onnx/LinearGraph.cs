using FixPix.Neural.Weights;

namespace FixPix.Neural.Onnx;

/// <summary>A linear layer in ONNX: rows · weightᵀ + bias.</summary>
internal static class LinearGraph
{
    /// <summary>Adds the layer whose tensors are <c>{name}.weight</c> [out, in] and <c>{name}.bias</c> [out].</summary>
    /// <returns>The value that it makes: rows × outputs.</returns>
    public static string Add(OnnxGraph graph, WeightFile file, string name, string input, int inputs, int outputs, string? result = null)
    {
        string weight = graph.Weight(name + ".weight", [outputs, inputs], () => file.Read(name + ".weight", outputs, inputs).Values);
        string bias = graph.Weight(name + ".bias", [outputs], () => file.Read(name + ".bias", outputs).Values);
        return graph.Add("Gemm", result ?? name, [input, weight, bias], new OnnxAttribute("transB", 1L));
    }
}
