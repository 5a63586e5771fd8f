using FixPix.Neural;
using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;
using FixPix.Tests.House;

namespace FixPix.Tests.Neural;

/// <summary>What PyTorch computed (tests/fixtures/*.py), and the paths that this machine can be asked for.</summary>
internal static class Fixtures
{
    /// <summary>Every path up to the widest that this machine has, the scalar one first.</summary>
    public static IEnumerable<KernelPath> Paths => Enum.GetValues<KernelPath>().Where(path => path <= KernelPaths.Best);

    public static WeightFile Open(string name) => WeightFile.Open(Path.Combine(Repository.Root, "tests/fixtures", name + ".safetensors"));

    /// <summary>A tensor [height, width, channels] as a feature map.</summary>
    public static FeatureMap Map(Tensor tensor, Workspace workspace)
    {
        FeatureMap map = workspace.RentMap(Region.Whole(tensor.Shape[0], tensor.Shape[1]), tensor.Shape[2]);
        Fill(map, (row, column, channel) => tensor.Values[(row * tensor.Shape[1] + column) * tensor.Shape[2] + channel]);
        return map;
    }

    /// <summary>A tensor [rows, columns] as a matrix.</summary>
    public static Matrix Rows(Tensor tensor, Workspace workspace)
    {
        Matrix matrix = workspace.RentMatrix(tensor.Shape[0], tensor.Shape[1]);
        for (int row = 0; row < matrix.Rows; row++)
        {
            tensor.Values.AsSpan(row * matrix.Columns, matrix.Columns).CopyTo(matrix.Row(row));
        }

        return matrix;
    }

    /// <summary>Normally distributed numbers that belong to a seed.</summary>
    public static Matrix Normal(int rows, int columns, int seed, Workspace workspace)
    {
        Random random = new(seed);
        Matrix matrix = workspace.RentMatrix(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            foreach (ref float value in matrix.Row(row))
            {
                value = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }

        return matrix;
    }

    public static void Fill(FeatureMap map, Func<int, int, int, float> value)
    {
        for (int row = map.Region.Top; row < map.Region.Bottom; row++)
        {
            for (int column = map.Region.Left; column < map.Region.Right; column++)
            {
                Span<float> site = map.At(row, column);
                for (int channel = 0; channel < site.Length; channel++)
                {
                    site[channel] = value(row, column, channel);
                }
            }
        }
    }

    /// <summary>The values of a map over its region, row by row, channels last.</summary>
    public static float[] Values(FeatureMap map) => Values(map, map.Region);

    public static float[] Values(FeatureMap map, Region region)
    {
        List<float> values = [];
        for (int row = region.Top; row < region.Bottom; row++)
        {
            for (int column = region.Left; column < region.Right; column++)
            {
                values.AddRange(map.At(row, column));
            }
        }

        return [.. values];
    }

    public static float[] Values(Matrix matrix) => [.. Enumerable.Range(0, matrix.Rows).SelectMany(row => matrix.Row(row).ToArray())];

    /// <summary>Asserts that all values agree within <paramref name="tolerance"/> of the largest of them.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = 1;
        foreach (float value in expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that a NaN fails.
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * largest, $"{what}, value {i}: {actual[i]}, expected {expected[i]} within {tolerance * largest}");
        }
    }
}
