using System.Runtime.Intrinsics;

namespace FixPix.Neural.Kernels;

/// <summary>The largest of each 2×2 block, channel by channel: target(r, c) = max of source(2r..2r+1, 2c..2c+1).</summary>
internal static class MaxPool2x2
{
    /// <summary>Fills the whole of <paramref name="target"/>; <paramref name="source"/> has to cover its double.</summary>
    public static void Run(in FeatureMap source, in FeatureMap target, KernelPath path)
    {
        Region region = target.Region;
        for (int row = region.Top; row < region.Bottom; row++)
        {
            for (int column = region.Left; column < region.Right; column++)
            {
                ReadOnlySpan<float> a = source.At(2 * row, 2 * column), b = source.At(2 * row, 2 * column + 1);
                ReadOnlySpan<float> c = source.At(2 * row + 1, 2 * column), d = source.At(2 * row + 1, 2 * column + 1);
                Span<float> largest = target.At(row, column);
                int done = path == KernelPath.Scalar ? 0 : LargestVectors(a, b, c, d, largest);
                for (int channel = done; channel < largest.Length; channel++)
                {
                    largest[channel] = Math.Max(Math.Max(a[channel], b[channel]), Math.Max(c[channel], d[channel]));
                }
            }
        }
    }

    /// <summary>Does whole vectors of channels and returns how many channels that were. Four lanes are enough: memory is the limit here.</summary>
    private static int LargestVectors(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, Span<float> largest)
    {
        int channel = 0;
        for (; channel + Vector128<float>.Count <= largest.Length; channel += Vector128<float>.Count)
        {
            Vector128<float> upper = Vector128.Max(Vector128.Create(a[channel..]), Vector128.Create(b[channel..]));
            Vector128<float> lower = Vector128.Max(Vector128.Create(c[channel..]), Vector128.Create(d[channel..]));
            Vector128.Max(upper, lower).CopyTo(largest[channel..]);
        }

        return channel;
    }
}
