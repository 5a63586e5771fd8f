namespace FixPix.RawFiles.Tiff;

/// <summary>Memory of one thread for one chunk at a time. It grows to the largest chunk and is used again.</summary>
internal sealed class TiffScratch
{
    private byte[] _stored = [];
    private byte[] _expanded = [];
    private ushort[] _samples = [];

    /// <summary>For the bytes as they lie in the file.</summary>
    public byte[] Stored(int count) => Grown(ref _stored, count);

    /// <summary>For the bytes after decompression.</summary>
    public byte[] Expanded(int count) => Grown(ref _expanded, count);

    /// <summary>For the samples.</summary>
    public ushort[] Samples(int count) => Grown(ref _samples, count);

    private static T[] Grown<T>(ref T[] memory, int count)
    {
        if (memory.Length < count)
        {
            memory = GC.AllocateUninitializedArray<T>(count);
        }

        return memory;
    }
}
