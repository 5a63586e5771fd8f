using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles;

/// <summary>How a row's samples become bytes and back.</summary>
internal static class SamplePacking
{
    /// <summary>The largest sample that a packing stores.</summary>
    public static int Range(DumpPacking packing) => packing switch
    {
        DumpPacking.Bytes8 => byte.MaxValue,
        DumpPacking.MipiRaw10 => (1 << 10) - 1,
        DumpPacking.MipiRaw12 => (1 << 12) - 1,
        _ => ushort.MaxValue,
    };

    /// <summary>Bits of a stored sample.</summary>
    public static int Bits(DumpPacking packing) => packing switch
    {
        DumpPacking.Bytes8 => 8,
        DumpPacking.MipiRaw10 => 10,
        DumpPacking.MipiRaw12 => 12,
        _ => 16,
    };

    /// <summary>Bytes of a row. A MIPI row ends with a whole group of 4 or 2 samples.</summary>
    public static long RowBytes(DumpPacking packing, int width) => packing switch
    {
        DumpPacking.Bytes8 => width,
        DumpPacking.MipiRaw10 => ((long)width + 3) / 4 * 5,
        DumpPacking.MipiRaw12 => ((long)width + 1) / 2 * 3,
        _ => 2L * width,
    };

    /// <summary>What a packing is called, in words.</summary>
    public static string Name(DumpPacking packing) => packing switch
    {
        DumpPacking.Bytes8 => "8 bit",
        DumpPacking.BigEndian16 => "16 bit big-endian",
        DumpPacking.MipiRaw10 => "MIPI RAW10",
        DumpPacking.MipiRaw12 => "MIPI RAW12",
        _ => "16 bit little-endian",
    };

    /// <summary>Takes a row's samples out of its bytes.</summary>
    /// <param name="packing">How they are stored.</param>
    /// <param name="bytes"><see cref="RowBytes"/> bytes.</param>
    /// <param name="samples">Gets the samples.</param>
    public static void Unpack(DumpPacking packing, ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        switch (packing)
        {
            case DumpPacking.Bytes8:
                for (int index = 0; index < samples.Length; index++)
                {
                    samples[index] = bytes[index];
                }

                break;
            case DumpPacking.MipiRaw10:
                UnpackMipi(bytes, samples, samplesPerGroup: 4, lowBits: 2);
                break;
            case DumpPacking.MipiRaw12:
                UnpackMipi(bytes, samples, samplesPerGroup: 2, lowBits: 4);
                break;
            default:
                CopyWords(MemoryMarshal.Cast<byte, ushort>(bytes), samples, packing);
                break;
        }
    }

    /// <summary>Puts a row's samples into its bytes. Bits that belong to no sample stay as they are.</summary>
    /// <param name="packing">How they are stored.</param>
    /// <param name="samples">Samples that fit.</param>
    /// <param name="bytes"><see cref="RowBytes"/> bytes.</param>
    public static void Pack(DumpPacking packing, ReadOnlySpan<ushort> samples, Span<byte> bytes)
    {
        switch (packing)
        {
            case DumpPacking.Bytes8:
                for (int index = 0; index < samples.Length; index++)
                {
                    bytes[index] = (byte)samples[index];
                }

                break;
            case DumpPacking.MipiRaw10:
                PackMipi(samples, bytes, samplesPerGroup: 4, lowBits: 2);
                break;
            case DumpPacking.MipiRaw12:
                PackMipi(samples, bytes, samplesPerGroup: 2, lowBits: 4);
                break;
            default:
                CopyWords(samples, MemoryMarshal.Cast<byte, ushort>(bytes), packing);
                break;
        }
    }

    private static void CopyWords(ReadOnlySpan<ushort> from, Span<ushort> to, DumpPacking packing)
    {
        if (BitConverter.IsLittleEndian == (packing == DumpPacking.LittleEndian16))
        {
            from.CopyTo(to);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(from, to);
        }
    }

    // MIPI CSI-2 specification, chapter "RAW data": the high 8 bits of each sample of a group, then one byte with the low
    // bits of all, the first sample's lowest.
    private static void UnpackMipi(ReadOnlySpan<byte> bytes, Span<ushort> samples, int samplesPerGroup, int lowBits)
    {
        int mask = (1 << lowBits) - 1;
        while (samples.Length > 0)
        {
            int low = bytes[samplesPerGroup];
            int count = Math.Min(samplesPerGroup, samples.Length);
            for (int index = 0; index < count; index++)
            {
                samples[index] = (ushort)((bytes[index] << lowBits) | ((low >> (index * lowBits)) & mask));
            }

            samples = samples[count..];
            bytes = bytes[(samplesPerGroup + 1)..];
        }
    }

    private static void PackMipi(ReadOnlySpan<ushort> samples, Span<byte> bytes, int samplesPerGroup, int lowBits)
    {
        int mask = (1 << lowBits) - 1;
        while (samples.Length > 0)
        {
            int low = bytes[samplesPerGroup];
            int count = Math.Min(samplesPerGroup, samples.Length);
            for (int index = 0; index < count; index++)
            {
                int shift = index * lowBits;
                bytes[index] = (byte)(samples[index] >> lowBits);
                low = (low & ~(mask << shift)) | ((samples[index] & mask) << shift);
            }

            bytes[samplesPerGroup] = (byte)low;
            samples = samples[count..];
            bytes = bytes[(samplesPerGroup + 1)..];
        }
    }
}
