namespace FixPix.Neural.Onnx;

/// <summary>The field numbers of ONNX's messages that we write, from its <c>onnx.proto</c>.</summary>
internal static class OnnxField
{
    public const int ModelIrVersion = 1, ModelProducerName = 2, ModelGraph = 7, ModelOperatorSets = 8, ModelMetadata = 14;
    public const int OperatorSetDomain = 1, OperatorSetVersion = 2;
    public const int EntryKey = 1, EntryValue = 2;
    public const int GraphNodes = 1, GraphName = 2, GraphInitializers = 5, GraphInputs = 11, GraphOutputs = 12;
    public const int NodeInputs = 1, NodeOutputs = 2, NodeName = 3, NodeOperation = 4, NodeAttributes = 5;
    public const int AttributeName = 1, AttributeFloat = 2, AttributeInt = 3, AttributeInts = 8, AttributeType = 20;
    public const int TensorDimensions = 1, TensorType = 2, TensorInt64Data = 7, TensorName = 8, TensorRawData = 9;
    public const int ValueName = 1, ValueType = 2;
    public const int TypeTensor = 1;
    public const int TensorTypeElement = 1, TensorTypeShape = 2;
    public const int ShapeDimensions = 1;
    public const int DimensionLength = 1, DimensionName = 2;

    /// <summary>Values of <see cref="AttributeType"/>.</summary>
    public const int FloatAttribute = 1, IntAttribute = 2, IntsAttribute = 7;

    /// <summary>Values of <see cref="TensorType"/> and <see cref="TensorTypeElement"/>.</summary>
    public const int Float32 = 1, Int64 = 7;
}
