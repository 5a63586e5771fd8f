using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FixPix.Correction;

/// <summary>
/// Asks for the samples around a site some time before they are read. Mapped sites lie so far apart that the processor does not guess where the next one is, and fetching it from memory takes longer than
/// all that is done with it. Changes no result; where the processor has no such instruction, nothing happens.
/// </summary>
internal static class Prefetch
{
    // As many sites ahead as memory takes to answer.
    private const int SitesAhead = 16;

    // Where so many sites lie this close, rows are read almost in one go, which the processor does guess.
    private const int CloseSamples = 1024;

    /// <summary>Asks for the rows around the site that will be read 16 sites after this one.</summary>
    /// <param name="samples">The frame.</param>
    /// <param name="sites">row · width + column of the sites in the order they are read.</param>
    /// <param name="place">The place of the site that is read now.</param>
    /// <param name="radius">Rows that are read above and below a site.</param>
    /// <param name="width">Samples of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ahead(ReadOnlySpan<ushort> samples, ReadOnlySpan<int> sites, int place, int radius, int width)
    {
        if (!Sse.IsSupported || place + SitesAhead >= sites.Length || sites[place + SitesAhead] - sites[place] < CloseSamples)
        {
            return;
        }

        // An address outside the frame, or of a frame that moved, is no error: it is only asked for in vain.
        byte* middle = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(samples)) + (sizeof(ushort) * (nint)sites[place + SitesAhead]);
        for (int row = -radius; row <= radius; row++)
        {
            Sse.Prefetch0(middle + (sizeof(ushort) * (nint)row * width));
        }
    }
}
