namespace FixPix.RawFiles.Tiff;

/// <summary>Puts the wanted samples over the stored ones, touching only those that differ.</summary>
/// <param name="samplesPerPixel">Stored samples for each wanted one; all get the same value.</param>
/// <param name="largest">The largest value that can be stored.</param>
internal class SampleMerge(int samplesPerPixel, ushort largest)
{
    /// <summary>Whether the stored numbers are the samples themselves.</summary>
    public virtual bool StoresSamples => true;

    /// <summary>Merges a run of samples of one row.</summary>
    /// <param name="wanted">What the mosaic has.</param>
    /// <param name="stored">What the file has; samples per pixel as many. Changed in place.</param>
    /// <returns>Whether any was changed.</returns>
    /// <exception cref="FixPixException">A sample is too large to be stored.</exception>
    public virtual bool Merge(ReadOnlySpan<ushort> wanted, Span<ushort> stored)
    {
        if (samplesPerPixel == 1)
        {
            if (wanted.SequenceEqual(stored))
            {
                return false;
            }

            Require(wanted, largest);
            wanted.CopyTo(stored);
            return true;
        }

        bool changed = false;
        for (int index = 0; index < wanted.Length; index++)
        {
            if (stored[index * samplesPerPixel] != wanted[index])
            {
                Require(wanted.Slice(index, 1), largest);
                stored.Slice(index * samplesPerPixel, samplesPerPixel).Fill(wanted[index]);
                changed = true;
            }
        }

        return changed;
    }

    private static void Require(ReadOnlySpan<ushort> wanted, ushort largest)
    {
        int index = largest == ushort.MaxValue ? -1 : wanted.IndexOfAnyExceptInRange((ushort)0, largest);
        if (index >= 0)
        {
            throw new FixPixException($"sample of {wanted[index]} DN: the file stores 0 to {largest}");
        }
    }
}
