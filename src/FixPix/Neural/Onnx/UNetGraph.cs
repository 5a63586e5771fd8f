using FixPix.Neural.Layers;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Onnx;

/// <summary>
/// A <see cref="UNet"/> in ONNX, batch norm folded into the convolutions. Input <c>mosaic</c> [1, inputs, height, width], height and width multiples of 2^(levels − 1);
/// output <c>probability</c> (metadata <c>head</c> = "sigmoid") or <c>value</c> ("linear") [1, outputs, height, width].
/// </summary>
internal sealed class UNetGraph
{
    private static readonly OnnxDimension[] s_free = ["height", "width"];
    private readonly WeightFile _file;
    private readonly OnnxGraph _graph = new(UNet.Architecture);

    private UNetGraph(WeightFile file) => _file = file;

    /// <summary>Builds the graph.</summary>
    /// <exception cref="FixPixException">The file holds no sound network of this kind.</exception>
    public static OnnxGraph Build(WeightFile file) => new UNetGraph(file).Build(new UNet(file));

    private OnnxGraph Build(UNet network)
    {
        IReadOnlyList<int> channels = network.Channels;
        int bottom = channels.Count - 1;
        string[] skips = new string[bottom];
        string current = _graph.Input("mosaic", [1, network.Inputs, .. s_free]);
        for (int level = 0; level <= bottom; level++)
        {
            if (level > 0)
            {
                skips[level - 1] = current;
                current = _graph.Add("MaxPool", $"down.{level}.pool", [current], new OnnxAttribute("kernel_shape", 2, 2), new OnnxAttribute("strides", 2, 2));
            }

            current = Twice($"down.{level}", current, level == 0 ? network.Inputs : channels[level - 1], channels[level]);
        }

        for (int level = bottom - 1; level >= 0; level--)
        {
            string up = Transposed($"up.{level}.transpose", current, channels[level + 1], channels[level]);
            current = _graph.Add("Concat", $"up.{level}.joined", [skips[level], up], new OnnxAttribute("axis", 1L));
            current = Twice($"up.{level}", current, 2 * channels[level], channels[level]);
        }

        Head(current, channels[0], network.Outputs);
        return _graph;
    }

    private string Twice(string block, string input, int inputs, int outputs) => Rectified(block, 2, Rectified(block, 1, input, inputs, outputs), outputs, outputs);

    private string Rectified(string block, int number, string input, int inputs, int outputs)
    {
        string conv = $"{block}.conv{number}";
        ChannelScale scale = ChannelScale.Read(_file, conv, $"{block}.norm{number}", outputs);
        string weight = _graph.Weight(conv + ".weight", [outputs, inputs, 3, 3], () =>
        {
            float[] values = _file.Read(conv + ".weight", outputs, inputs, 3, 3).Values;
            return [.. values.Select((value, index) => value * scale.Factor[index / (values.Length / outputs)])];
        });
        string bias = _graph.Weight(conv + ".bias", [outputs], () => scale.Offset);
        string result = _graph.Add("Conv", conv, [input, weight, bias], new OnnxAttribute("kernel_shape", 3, 3), new OnnxAttribute("pads", 1, 1, 1, 1));
        return _graph.Add("Relu", conv + ".relu", [result]);
    }

    private string Transposed(string name, string input, int inputs, int outputs)
    {
        string weight = _graph.Weight(name + ".weight", [inputs, outputs, 2, 2], () => _file.Read(name + ".weight", inputs, outputs, 2, 2).Values);
        string bias = _graph.Weight(name + ".bias", [outputs], () => _file.Read(name + ".bias", outputs).Values);
        return _graph.Add("ConvTranspose", name, [input, weight, bias], new OnnxAttribute("kernel_shape", 2, 2), new OnnxAttribute("strides", 2, 2));
    }

    private void Head(string input, int inputs, int outputs)
    {
        string head = _file.Setting("head");
        string result = head switch
        {
            "sigmoid" => "probability",
            "linear" => "value",
            _ => throw new FixPixException($"{_file.Source}: metadata 'head' is {WeightFile.Quote(head)}, expected 'sigmoid' or 'linear'"),
        };
        string weight = _graph.Weight("head.weight", [outputs, inputs, 1, 1], () => _file.Read("head.weight", outputs, inputs, 1, 1).Values);
        string bias = _graph.Weight("head.bias", [outputs], () => _file.Read("head.bias", outputs).Values);
        if (head == "sigmoid")
        {
            _graph.Add("Conv", "head", [input, weight, bias]);
            _graph.Add("Sigmoid", result, ["head"]);
        }
        else
        {
            _graph.Add("Conv", result, [input, weight, bias]);
        }

        _graph.Output(result, [1, outputs, .. s_free]);
    }
}
