namespace FixPix.Neural;

/// <summary>
/// The scratch memory of one thread, handed out as a stack. What is rented in the same order and size is the same memory again, so that a network allocates on its
/// first tile and never after. Contents are not cleared. Not safe for two threads at once.
/// </summary>
internal sealed class Workspace
{
    private const int LineFloats = 16;
    private readonly List<float[]> _buffers = [];
    private int _rented;

    /// <summary>Bytes held.</summary>
    public long Bytes => _buffers.Sum(static buffer => (long)buffer.Length * sizeof(float));

    /// <summary>How much is rented now; hand it to <see cref="Release"/> to give back what was rented since.</summary>
    public int Mark() => _rented;

    /// <summary>Gives back all that was rented since <paramref name="mark"/> was taken.</summary>
    public void Release(int mark) => _rented = mark;

    /// <summary>Rents channels over a region, with a ring of zeros around it.</summary>
    public FeatureMap RentMap(Region region, int channels)
    {
        int siteStride = SpreadStride(channels);
        int rowStride = checked((region.Width + 2) * siteStride);
        int length = checked((region.Height + 2) * rowStride);
        (float[] memory, int start) = Rent(length);
        FeatureMap map = new(memory, start + rowStride + siteStride, region, channels, siteStride, rowStride);
        memory.AsSpan(start, rowStride).Clear();
        memory.AsSpan(start + length - rowStride, rowStride).Clear();
        for (int row = region.Top; row < region.Bottom; row++)
        {
            memory.AsSpan(map.Index(row, region.Left - 1), siteStride).Clear();
            memory.AsSpan(map.Index(row, region.Right), siteStride).Clear();
        }

        return map;
    }

    /// <summary>Rents rows of <paramref name="columns"/> floats, each on cache lines of its own: a product may fill up its last line.</summary>
    public Matrix RentMatrix(int rows, int columns)
    {
        int stride = SpreadStride((columns + LineFloats - 1) / LineFloats * LineFloats);
        (float[] memory, int start) = Rent(checked(rows * stride));
        return new Matrix(memory, start, rows, columns, stride, room: stride);
    }

    /// <summary>Rents <paramref name="length"/> floats that begin on a cache line.</summary>
    public (float[] Memory, int Start) Rent(int length)
    {
        if (_rented == _buffers.Count)
        {
            _buffers.Add([]);
        }

        float[] memory = _buffers[_rented];
        if (memory.Length < length + LineFloats)
        {
            _buffers[_rented] = memory = GC.AllocateUninitializedArray<float>(checked(length + LineFloats), pinned: true);
        }

        _rented++;
        return (memory, LineStart(memory));
    }

    /// <summary>The first index of a pinned array that lies on a cache line.</summary>
    internal static int LineStart(float[] pinned)
    {
        long address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        return (int)((-address & (LineFloats * sizeof(float) - 1)) / sizeof(float));
    }

    /// <summary>
    /// Neighbouring rows that lie a multiple of 4096 bytes apart fall into the same few lines of the first cache and push each other out; one more line keeps them apart.
    /// </summary>
    private static int SpreadStride(int floats) => floats % 1024 == 0 ? floats + LineFloats : floats;
}
