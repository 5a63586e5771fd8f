using Google.Protobuf;

namespace FixPix.Neural.Onnx;

/// <summary>
/// A network as ONNX has it: operations that name what they read and what they make. A value is called after the node that makes it. Operations are those of
/// <see cref="OperatorSet"/>.
/// </summary>
internal sealed class OnnxGraph(string name)
{
    /// <summary>The version of ONNX's standard operations.</summary>
    public const int OperatorSet = 17;

    private readonly List<OnnxWeight> _weights = [];
    private readonly List<Action<CodedOutputStream>> _fields = [output => output.Put(OnnxField.GraphName, name)];

    /// <summary>The tensors of floats, in the order in which they were added.</summary>
    public IReadOnlyList<OnnxWeight> Weights => _weights;

    /// <summary>Adds an input of floats; a dimension is a number, or a name where it is free.</summary>
    public string Input(string input, params OnnxDimension[] shape)
    {
        _fields.Add(output => output.Put(OnnxField.GraphInputs, Value(input, shape)));
        return input;
    }

    /// <summary>Says that a value is an output.</summary>
    public void Output(string value, params OnnxDimension[] shape) => _fields.Add(output => output.Put(OnnxField.GraphOutputs, Value(value, shape)));

    /// <summary>Adds a tensor of floats.</summary>
    public string Weight(string weight, IReadOnlyList<int> shape, Func<float[]> load)
    {
        _weights.Add(new OnnxWeight(weight, shape, load));
        return weight;
    }

    /// <summary>Adds a row of whole numbers, such as the shape that an operation wants as an input.</summary>
    public string Numbers(string constant, params long[] numbers)
    {
        _fields.Add(graph => graph.Put(OnnxField.GraphInitializers, tensor =>
        {
            tensor.Put(OnnxField.TensorDimensions, numbers.Length);
            tensor.Put(OnnxField.TensorType, OnnxField.Int64);
            foreach (long number in numbers)
            {
                tensor.Put(OnnxField.TensorInt64Data, number);
            }

            tensor.Put(OnnxField.TensorName, constant);
        }));
        return constant;
    }

    /// <summary>Adds an operation.</summary>
    /// <param name="operation">What it does, in ONNX's word.</param>
    /// <param name="node">What it and the value that it makes are called.</param>
    /// <param name="inputs">The values that it reads.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The value that it makes.</returns>
    public string Add(string operation, string node, string[] inputs, params OnnxAttribute[] attributes)
    {
        AddNode(operation, node, inputs, [node], attributes);
        return node;
    }

    /// <summary>Adds an operation that makes several values.</summary>
    public void AddNode(string operation, string node, string[] inputs, string[] outputs, params OnnxAttribute[] attributes) =>
        _fields.Add(graph => graph.Put(OnnxField.GraphNodes, message =>
        {
            foreach (string input in inputs)
            {
                message.Put(OnnxField.NodeInputs, input);
            }

            foreach (string value in outputs)
            {
                message.Put(OnnxField.NodeOutputs, value);
            }

            message.Put(OnnxField.NodeName, node);
            message.Put(OnnxField.NodeOperation, operation);
            foreach (OnnxAttribute attribute in attributes)
            {
                attribute.WriteTo(message);
            }
        }));

    /// <summary>All fields of the graph but its weights.</summary>
    public byte[] Fields() => Protobuf.Message(output => _fields.ForEach(field => field(output)));

    private static Action<CodedOutputStream> Value(string value, OnnxDimension[] shape) => message =>
    {
        message.Put(OnnxField.ValueName, value);
        message.Put(OnnxField.ValueType, type => type.Put(OnnxField.TypeTensor, tensor =>
        {
            tensor.Put(OnnxField.TensorTypeElement, OnnxField.Float32);
            tensor.Put(OnnxField.TensorTypeShape, dimensions => Array.ForEach(shape, dimension => dimensions.Put(OnnxField.ShapeDimensions, dimension.WriteTo)));
        }));
    };
}
