namespace FixPix.Neural.Weights;

/// <summary>A tensor and where its numbers are.</summary>
/// <param name="Tensor">Name, shape and type.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
internal sealed record SafetensorsEntry(TensorInfo Tensor, long Begin)
{
    /// <summary>How many bytes its numbers take.</summary>
    public long Bytes => Tensor.Count * SafetensorsType.Bytes(Tensor.Type)!.Value;
}
