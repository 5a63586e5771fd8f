namespace FixPix.Neural;

/// <summary>A named shape of floats as a weight file holds it: row-major, the last dimension runs fastest.</summary>
public sealed class Tensor
{
    /// <summary>Takes the values over; the caller keeps no hold on them.</summary>
    /// <param name="shape">Length of each dimension.</param>
    /// <param name="values">As many values as the shape says.</param>
    /// <exception cref="FixPixException">The number of values is another.</exception>
    public Tensor(IReadOnlyList<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        long expected = shape.Aggregate(1L, static (product, length) => checked(product * length));
        if (expected != values.Length)
        {
            throw new FixPixException($"tensor of shape [{string.Join(", ", shape)}]: {values.Length} values, expected {expected}");
        }

        Shape = shape;
        Values = values;
    }

    /// <summary>Length of each dimension.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The values, row-major.</summary>
    public float[] Values { get; }
}
