using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Onnx;

/// <summary>A <see cref="PatchMlp"/> in ONNX. Input <c>patches</c> [patches, inputs], output <c>value</c> [patches, outputs].</summary>
internal static class PatchMlpGraph
{
    /// <summary>Builds the graph.</summary>
    /// <exception cref="FixPixException">The file holds no sound network of this kind.</exception>
    public static OnnxGraph Build(WeightFile file)
    {
        IReadOnlyList<int> widths = new PatchMlp(file).Widths;
        OnnxGraph graph = new(PatchMlp.Architecture);
        string current = graph.Input("patches", "patches", widths[0]);
        for (int layer = 0; layer < widths.Count - 1; layer++)
        {
            bool last = layer == widths.Count - 2;
            string linear = LinearGraph.Add(graph, file, $"layers.{layer}", current, widths[layer], widths[layer + 1], last ? "value" : $"layers.{layer}");
            current = last ? linear : graph.Add("Relu", linear + ".relu", [linear]);
        }

        graph.Output(current, "patches", widths[^1]);
        return graph;
    }
}
