namespace FixPix.Neural.Weights;

/// <summary>A tensor that a weight file holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Length of each dimension, row-major.</param>
/// <param name="Type">How its numbers are stored, in the file format's words: F32, F16, BF16, …</param>
public sealed record TensorInfo(string Name, IReadOnlyList<int> Shape, string Type)
{
    /// <summary>How many numbers it has.</summary>
    public long Count => Shape.Aggregate(1L, static (product, length) => checked(product * length));
}
