using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// A difference's category is the number of bits of its magnitude (ITU-T T.81, table H.2): 0 for 0, 16 for −32768 alone,
/// which stands for +32768 too, as all is modulo 2^16.
/// </summary>
internal static class DifferenceCategories
{
    /// <summary>The category of a difference, 0 to 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int difference)
    {
        // Signs are as random as coins: no branch on them.
        int sign = difference >> 31;
        return 32 - BitOperations.LeadingZeroCount((uint)((difference ^ sign) - sign));
    }

    /// <summary>Counts the categories of a row.</summary>
    /// <param name="differences">Differences modulo 2^16, components interleaved.</param>
    /// <param name="components">1 to 4.</param>
    /// <param name="occurrences">17 counts for each component; added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(ReadOnlySpan<ushort> differences, int components, Span<long> occurrences)
    {
        // Four tables take turns, so that equal categories in a row do not wait for one another.
        const int Table = 32;
        Span<int> counts = stackalloc int[4 * Table * 4];
        counts.Clear();
        ref int first = ref MemoryMarshal.GetReference(counts);
        ReadOnlySpan<short> signed = MemoryMarshal.Cast<ushort, short>(differences);
        int slots = components == 3 ? 12 : 4;
        int slot = 0;
        foreach (short difference in signed)
        {
            Unsafe.Add(ref first, (slot * Table) + Of(difference))++;
            slot = slot + 1 == slots ? 0 : slot + 1;
        }

        for (slot = 0; slot < slots; slot++)
        {
            for (int category = 0; category < HuffmanCode.Categories; category++)
            {
                occurrences[(slot % components * HuffmanCode.Categories) + category] += counts[(slot * Table) + category];
            }
        }
    }
}
