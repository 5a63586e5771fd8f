using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// The loops over the codes. Each decodes differences and adds them to the sample on the left of the same component
/// (<c>keep</c> = all ones: predictor 1), or leaves them as they are (<c>keep</c> = 0: another predictor comes after).
/// </summary>
/// <remarks>
/// No bounds are checked within: <see cref="EntropyReader.Prepare"/> has the bytes, a look's index has
/// <see cref="HuffmanLookup.Bits"/> bits, and a run's length is that of its span. All arithmetic is modulo 2^16.
/// </remarks>
internal static class DifferenceDecoder
{
    /// <summary>Decodes a run of one component.</summary>
    /// <param name="reader">The codes.</param>
    /// <param name="lookup">The component's code.</param>
    /// <param name="run">Gets up to <see cref="EntropyReader.MaxRun"/> samples.</param>
    /// <param name="left">The sample before the run; gets the run's last.</param>
    /// <param name="keep">All ones or 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DecodeOne(ref EntropyReader reader, HuffmanLookup lookup, Span<ushort> run, scoped ref uint left, uint keep)
    {
        reader.Prepare(run.Length);
        ref byte window = ref MemoryMarshal.GetArrayDataReference(reader.Window);
        ref uint table = ref MemoryMarshal.GetArrayDataReference(lookup.Table);
        ref ushort output = ref MemoryMarshal.GetReference(run);
        (ulong bits, int count, nint position) = reader.State;
        uint value = left;
        for (nint index = 0; index < run.Length; index++)
        {
            if ((index & 1) == 0)
            {
                bits |= BitState.Ahead(ref window, position) >> count;
                position += (63 - count) >> 3;
                count |= 56;
            }

            uint entry = Unsafe.Add(ref table, (nint)(bits >> (64 - HuffmanLookup.Bits)));
            if (entry != 0)
            {
                value = (value & keep) + HuffmanLookup.Difference(bits, entry);
                bits <<= (int)entry;
                count -= (int)(entry & 63);
            }
            else
            {
                (bits, count, position) = lookup.ReadLong(ref window, new BitState(bits, count, position), out uint difference);
                value = (value & keep) + difference;
            }

            Unsafe.Add(ref output, index) = (ushort)value;
        }

        left = value;
        reader.Settle(new BitState(bits, count, position));
    }

    /// <summary>Decodes a run of two interleaved components, as <see cref="DecodeOne"/> does one.</summary>
    /// <param name="run">Gets an even number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DecodeTwo(
        ref EntropyReader reader, HuffmanLookup firstLookup, HuffmanLookup secondLookup, Span<ushort> run, scoped Span<uint> left, uint keep)
    {
        reader.Prepare(run.Length);
        ref byte window = ref MemoryMarshal.GetArrayDataReference(reader.Window);
        ref uint firstTable = ref MemoryMarshal.GetArrayDataReference(firstLookup.Table);
        ref uint secondTable = ref MemoryMarshal.GetArrayDataReference(secondLookup.Table);
        ref ushort output = ref MemoryMarshal.GetReference(run);
        (ulong bits, int count, nint position) = reader.State;
        (uint first, uint second) = (left[0], left[1]);
        for (nint index = 0; index < run.Length - 1; index += 2)
        {
            bits |= BitState.Ahead(ref window, position) >> count;
            position += (63 - count) >> 3;
            count |= 56;
            uint entry = Unsafe.Add(ref firstTable, (nint)(bits >> (64 - HuffmanLookup.Bits)));
            if (entry != 0)
            {
                first = (first & keep) + HuffmanLookup.Difference(bits, entry);
                bits <<= (int)entry;
                count -= (int)(entry & 63);
            }
            else
            {
                (bits, count, position) = firstLookup.ReadLong(ref window, new BitState(bits, count, position), out uint difference);
                first = (first & keep) + difference;
            }

            entry = Unsafe.Add(ref secondTable, (nint)(bits >> (64 - HuffmanLookup.Bits)));
            if (entry != 0)
            {
                second = (second & keep) + HuffmanLookup.Difference(bits, entry);
                bits <<= (int)entry;
                count -= (int)(entry & 63);
            }
            else
            {
                (bits, count, position) = secondLookup.ReadLong(ref window, new BitState(bits, count, position), out uint difference);
                second = (second & keep) + difference;
            }

            Unsafe.Add(ref output, index) = (ushort)first;
            Unsafe.Add(ref output, index + 1) = (ushort)second;
        }

        (left[0], left[1]) = (first, second);
        reader.Settle(new BitState(bits, count, position));
    }

    /// <summary>Decodes a run of any number of interleaved components, as <see cref="DecodeOne"/> does one.</summary>
    /// <param name="run">Gets a multiple of the components.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DecodeAny(ref EntropyReader reader, HuffmanLookup[] lookups, Span<ushort> run, scoped Span<uint> left, uint keep)
    {
        reader.Prepare(run.Length);
        ref byte window = ref MemoryMarshal.GetArrayDataReference(reader.Window);
        BitState state = reader.State;
        int component = 0;
        foreach (ref ushort sample in run)
        {
            HuffmanLookup lookup = lookups[component];
            state = state.Refilled(ref window);
            uint entry = lookup.Table[(int)(state.Bits >> (64 - HuffmanLookup.Bits))];
            uint difference;
            if (entry != 0)
            {
                difference = HuffmanLookup.Difference(state.Bits, entry);
                state = state.Skipped((int)(entry & 63));
            }
            else
            {
                state = lookup.ReadLong(ref window, state, out difference);
            }

            left[component] = (left[component] & keep) + difference;
            sample = (ushort)left[component];
            component = component + 1 == lookups.Length ? 0 : component + 1;
        }

        reader.Settle(state);
    }
}
