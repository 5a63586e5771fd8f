using System.Collections.Immutable;
using FixPix.Simulation;

namespace FixPix.Training.Simulation;

/// <summary>CIE XYZ (D65) to a camera's raw colours, as the ColorMatrix2 of its DNG files says.</summary>
/// <param name="Name">The camera.</param>
/// <param name="Values">3×3, row-major.</param>
public sealed record CameraMatrix(string Name, ImmutableArray<double> Values)
{
    // Linear sRGB to XYZ (IEC 61966-2-1).
    private static readonly double[] s_xyzOfSrgb = [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041];

    /// <summary>Well-known cameras of nine makers, from the metadata of their DNG files, in ten-thousandths.</summary>
    public static IReadOnlyList<CameraMatrix> Known { get; } =
    [
        Of("Canon EOS 5D Mark II", 4716, 603, -830, -7798, 15474, 2480, -1496, 1937, 6651),
        Of("Canon EOS 5D Mark III", 6722, -635, -963, -4287, 12460, 2028, -908, 2162, 5668),
        Of("Nikon D3", 8139, -2171, -663, -8747, 16541, 2295, -1925, 2008, 8093),
        Of("Nikon D800", 7866, -2108, -555, -4869, 12483, 2681, -1176, 2069, 7501),
        Of("Sony ILCE-7R", 4913, -541, -202, -6130, 13513, 2906, -1564, 2151, 7183),
        Of("Sony DSC-RX100M4", 6596, -2079, -562, -4782, 13016, 1933, -970, 1581, 5181),
        Of("Olympus E-PL6", 8380, -2630, -639, -2887, 10725, 2496, -627, 1427, 5438),
        Of("Fujifilm X100", 12161, -4457, -1069, -5034, 12874, 2400, -795, 1724, 6904),
        Of("Pentax K-5", 8713, -2833, -743, -4342, 11900, 2772, -722, 1543, 6247),
        Of("Huawei Nexus 6P", 10234, -2969, -2266, -5625, 16328, -469, -703, 2188, 6406),
    ];

    /// <summary>A camera between the known ones: a weighted mean of them, most of it of a few.</summary>
    public static CameraMatrix Draw(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double[] mixed = new double[9];
        double total = 0;
        foreach (CameraMatrix known in Known)
        {
            double weight = Math.Pow(random.NextDouble(), 4);
            total += weight;
            for (int index = 0; index < mixed.Length; index++)
            {
                mixed[index] += weight * known.Values[index];
            }
        }

        return new CameraMatrix("mixed", [.. mixed.Select(value => value / total)]);
    }

    /// <summary>Linear sRGB to the camera's white-balanced colours: each row adds up to 1, so that white stays white.</summary>
    /// <param name="product">Gets 3×3 values, row-major.</param>
    public void BalancedFromSrgb(Span<double> product)
    {
        FromSrgb(product);
        for (int row = 0; row < 3; row++)
        {
            double sum = product[3 * row] + product[(3 * row) + 1] + product[(3 * row) + 2];
            for (int column = 0; column < 3; column++)
            {
                product[(3 * row) + column] /= sum;
            }
        }
    }

    /// <summary>The XYZ to camera matrix of a camera that sees white as some response: what its raw files would say.</summary>
    /// <param name="neutral">Response to white: red, green, blue.</param>
    public ImmutableArray<double> ScaledTo(ReadOnlySpan<double> neutral)
    {
        Span<double> product = stackalloc double[9];
        FromSrgb(product);
        ImmutableArray<double>.Builder scaled = ImmutableArray.CreateBuilder<double>(9);
        for (int index = 0; index < 9; index++)
        {
            int row = index / 3;
            scaled.Add(Values[index] * neutral[row] / (product[3 * row] + product[(3 * row) + 1] + product[(3 * row) + 2]));
        }

        return scaled.MoveToImmutable();
    }

    private static CameraMatrix Of(string name, params ReadOnlySpan<int> tenThousandths)
    {
        double[] values = new double[tenThousandths.Length];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = tenThousandths[index] / 10_000.0;
        }

        return new CameraMatrix(name, [.. values]);
    }

    private void FromSrgb(Span<double> product)
    {
        product.Clear();
        for (int index = 0; index < 9; index++)
        {
            (int row, int column) = (index / 3, index % 3);
            for (int inner = 0; inner < 3; inner++)
            {
                product[index] += Values[(3 * row) + inner] * s_xyzOfSrgb[(3 * inner) + column];
            }
        }
    }
}
