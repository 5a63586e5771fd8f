using FixPix.Neural.Kernels;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Onnx;

/// <summary>
/// A <see cref="VitAutoencoder"/> in ONNX, for the tile of its metadata. Input <c>patches</c> and output <c>value</c> [1, tokens, pixels of a patch], patches and pixels row by row.
/// Attention and GELU are spelled out as exporters of PyTorch do it, so that runtimes recognise what they can run as one.
/// </summary>
internal sealed class VitGraph
{
    private const float NormEpsilon = 1e-6f;
    private readonly WeightFile _file;
    private readonly OnnxGraph _graph = new(VitAutoencoder.Architecture);
    private readonly int _gridRows, _gridColumns, _patch;
    private readonly string _rootOfTwo, _one, _half;

    private VitGraph(WeightFile file, VitAutoencoder network)
    {
        _file = file;
        (_gridRows, _gridColumns, _patch) = (network.TileRows / network.PatchRows, network.TileColumns / network.PatchColumns, network.PatchRows * network.PatchColumns);
        (_rootOfTwo, _one, _half) = (Scalar("root-of-two", MathF.Sqrt(2)), Scalar("one", 1), Scalar("half", 0.5f));
    }

    private int Tokens => _gridRows * _gridColumns;

    /// <summary>Builds the graph.</summary>
    /// <exception cref="FixPixException">The file holds no sound network of this kind.</exception>
    public static OnnxGraph Build(WeightFile file) => new VitGraph(file, new VitAutoencoder(file)).Build();

    private OnnxGraph Build()
    {
        string tokens = Reshape("tokens", _graph.Input("patches", 1, Tokens, _patch), Tokens, _patch);
        (string encoded, int width) = Stack("encoder", tokens, _patch);
        (string decoded, width) = Stack("decoder", encoded, width);
        string value = Reshape("value", Linear("decoder.head", decoded, width, _patch), 1, Tokens, _patch);
        _graph.Output(value, 1, Tokens, _patch);
        return _graph;
    }

    private (string Value, int Width) Stack(string name, string input, int inputs)
    {
        // The network has checked them already.
        int[] numbers = _file.Numbers(name, 1, int.MaxValue);
        (int width, int blocks, int heads) = (numbers[0], numbers[1], numbers[2]);
        string positions = _graph.Weight(name + ".positions", [Tokens, width], () => Positions(width));
        string current = _graph.Add("Add", name + ".placed", [Linear(name + ".embed", input, inputs, width), positions]);
        for (int block = 0; block < blocks; block++)
        {
            current = Block($"{name}.blocks.{block}", current, width, heads);
        }

        return (Norm(name + ".norm", current, width), width);
    }

    private string Block(string name, string input, int width, int heads)
    {
        string attended = Attention(name + ".attention", Norm(name + ".norm1", input, width), width, heads);
        string between = _graph.Add("Add", name + ".attended", [input, attended]);
        string hidden = Gelu(name + ".mlp.gelu", Linear(name + ".mlp.fc1", Norm(name + ".norm2", between, width), width, 4 * width));
        return _graph.Add("Add", name + ".done", [between, Linear(name + ".mlp.fc2", hidden, 4 * width, width)]);
    }

    private string Attention(string name, string input, int width, int heads)
    {
        string[] parts = [name + ".queries", name + ".keys", name + ".values"];
        _graph.AddNode("Split", name + ".parts", [Linear(name + ".qkv", input, width, 3 * width)], parts, new OnnxAttribute("axis", 1L));
        string queries = Heads(parts[0], heads, width, 1, 0, 2), keys = Heads(parts[1], heads, width, 1, 2, 0), values = Heads(parts[2], heads, width, 1, 0, 2);
        string scale = Scalar(name + ".scale", 1 / MathF.Sqrt(width / heads));
        string scores = _graph.Add("MatMul", name + ".scores", [_graph.Add("Mul", name + ".scaled", [queries, scale]), keys]);
        string shares = _graph.Add("Softmax", name + ".shares", [scores], new OnnxAttribute("axis", -1L));
        string mixed = _graph.Add("MatMul", name + ".mixed", [shares, values]);
        string joined = Reshape(name + ".joined", Transpose(name + ".turned", mixed, 1, 0, 2), Tokens, width);
        return Linear(name + ".proj", joined, width, width);
    }

    // Tokens × width as heads × tokens × width of a head, or with the last two turned.
    private string Heads(string part, int heads, int width, params long[] order) =>
        Transpose(part + ".turned", Reshape(part + ".heads", part, Tokens, heads, width / heads), order);

    private string Gelu(string name, string input)
    {
        string share = _graph.Add("Add", name + ".share", [_graph.Add("Erf", name + ".erf", [_graph.Add("Div", name + ".scaled", [input, _rootOfTwo])]), _one]);
        return _graph.Add("Mul", name, [_graph.Add("Mul", name + ".doubled", [input, share]), _half]);
    }

    private string Norm(string name, string input, int width)
    {
        string gain = _graph.Weight(name + ".weight", [width], () => _file.Read(name + ".weight", width).Values);
        string shift = _graph.Weight(name + ".bias", [width], () => _file.Read(name + ".bias", width).Values);
        return _graph.Add("LayerNormalization", name, [input, gain, shift], new OnnxAttribute("axis", -1L), new OnnxAttribute("epsilon", NormEpsilon));
    }

    private string Linear(string name, string input, int inputs, int outputs) => LinearGraph.Add(_graph, _file, name, input, inputs, outputs);

    private string Reshape(string name, string input, params long[] shape) => _graph.Add("Reshape", name, [input, _graph.Numbers(name + ".shape", shape)]);

    private string Transpose(string name, string input, params long[] order) => _graph.Add("Transpose", name, [input], new OnnxAttribute("perm", order));

    private string Scalar(string name, float value) => _graph.Weight(name, [], () => [value]);

    private float[] Positions(int width)
    {
        float[] values = new float[Tokens * width];
        new PositionTable(Math.Max(_gridRows, _gridColumns), width).Fill(new Matrix(values, 0, Tokens, width, width), _gridColumns);
        return values;
    }
}
