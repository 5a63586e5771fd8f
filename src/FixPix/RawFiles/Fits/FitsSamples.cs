using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles.Fits;

/// <summary>
/// How the stored numbers of a picture become samples of 0 to 65535 and back: sample = (BZERO + BSCALE · stored) · factor,
/// rounded. The factor is 65535 for floating-point pictures of 0 to 1, as Siril and PixInsight write them, else 1.
/// </summary>
internal sealed class FitsSamples
{
    private readonly int _bitPix;
    private readonly double _zero;
    private readonly double _scale;
    private readonly double _factor;

    private FitsSamples(int bitPix, double zero, double scale, double factor) => (_bitPix, _zero, _scale, _factor) = (bitPix, zero, scale, factor);

    /// <summary>Whether samples are rounded: whoever writes them back has to leave alone those that did not change.</summary>
    public bool Rounds { get; private init; }

    /// <summary>Whether stored numbers of 0 to 1 were spread over 0 to 65535.</summary>
    public bool IsSpread => _factor != 1;

    /// <summary>Finds out how a picture's samples are to be read; looks at all of them where the header leaves it open.</summary>
    /// <exception cref="UnsupportedFileException">A value does not fit into 0 to 65535.</exception>
    public static FitsSamples Of(FileBytes file, FitsImage image)
    {
        double scale = image.Header.Number("BSCALE") ?? 1;
        FitsSamples plain = new(image.BitPix, image.Header.Number("BZERO") ?? 0, scale != 0 ? scale : 1, 1);
        if (plain.AlwaysFits)
        {
            return plain;
        }

        (bool fraction, double largest) = plain.Survey(file, image);
        bool spread = image.BitPix < 0 && fraction && largest <= 1;
        return new FitsSamples(plain._bitPix, plain._zero, plain._scale, spread ? ushort.MaxValue : 1) { Rounds = fraction };
    }

    private bool AlwaysFits => _scale == 1 && (_bitPix, _zero) is (8, 0) or (16, 32768);

    /// <summary>Turns stored bytes into samples.</summary>
    public void Decode(ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        if (!AlwaysFits)
        {
            for (int index = 0; index < samples.Length; index++)
            {
                samples[index] = (ushort)Math.Clamp(Math.Round(Value(bytes, index) * _factor), 0, ushort.MaxValue);
            }
        }
        else if (_bitPix == 8)
        {
            for (int index = 0; index < samples.Length; index++)
            {
                samples[index] = bytes[index];
            }
        }
        else
        {
            DecodeUnsigned16(bytes, samples);
        }
    }

    /// <summary>Stores one sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="bytes">Where the picture's samples are stored.</param>
    /// <param name="index">Its place there, in samples.</param>
    public void Encode(ushort sample, Span<byte> bytes, int index)
    {
        double stored = ((sample / _factor) - _zero) / _scale;
        Span<byte> place = bytes[(index * Math.Abs(_bitPix) / 8)..];
        switch (_bitPix)
        {
            case 8:
                place[0] = (byte)Math.Clamp(Math.Round(stored), byte.MinValue, byte.MaxValue);
                break;
            case 16:
                BinaryPrimitives.WriteInt16BigEndian(place, (short)Math.Clamp(Math.Round(stored), short.MinValue, short.MaxValue));
                break;
            case 32:
                BinaryPrimitives.WriteInt32BigEndian(place, (int)Math.Clamp(Math.Round(stored), int.MinValue, int.MaxValue));
                break;
            case -32:
                BinaryPrimitives.WriteSingleBigEndian(place, (float)stored);
                break;
            default:
                BinaryPrimitives.WriteDoubleBigEndian(place, stored);
                break;
        }
    }

    /// <summary>Turns unsigned 16-bit samples, stored as signed ones with BZERO 32768, into big-endian bytes or back.</summary>
    public static void EncodeUnsigned16(ReadOnlySpan<ushort> samples, Span<byte> bytes)
    {
        Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(bytes)[..samples.Length];
        FlipSign(samples, words);
        ToBigEndian(words, words);
    }

    private static void DecodeUnsigned16(ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        ToBigEndian(MemoryMarshal.Cast<byte, ushort>(bytes)[..samples.Length], samples);
        FlipSign(samples, samples);
    }

    private static void ToBigEndian(ReadOnlySpan<ushort> source, Span<ushort> destination)
    {
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(source, destination);
        }
        else
        {
            source.CopyTo(destination);
        }
    }

    private static void FlipSign(ReadOnlySpan<ushort> source, Span<ushort> destination)
    {
        int index = 0;
        Vector<ushort> sign = new(0x8000);
        for (; index <= source.Length - Vector<ushort>.Count; index += Vector<ushort>.Count)
        {
            (new Vector<ushort>(source[index..]) ^ sign).CopyTo(destination[index..]);
        }

        for (; index < source.Length; index++)
        {
            destination[index] = (ushort)(source[index] ^ 0x8000);
        }
    }

    // Whether any value has a fraction, and the largest of all.
    private (bool Fraction, double Largest) Survey(FileBytes file, FitsImage image)
    {
        (bool fraction, double largest) = (false, 0);
        byte[] bytes = new byte[image.PieceLength * image.SampleBytes];
        foreach ((long offset, int first, int count) in image.Pieces())
        {
            Span<byte> piece = bytes.AsSpan(0, count * image.SampleBytes);
            file.Read(offset, piece, "samples");
            for (int index = 0; index < count; index++)
            {
                double value = Value(piece, index);
                if (!(value is >= 0 and <= ushort.MaxValue))
                {
                    throw OutOfRange(value, first + index, image.Width);
                }

                fraction |= value != Math.Floor(value);
                largest = Math.Max(largest, value);
            }
        }

        return (fraction, largest);
    }

    private double Value(ReadOnlySpan<byte> bytes, int index) => _zero + (_scale * _bitPix switch
    {
        8 => bytes[index],
        16 => BinaryPrimitives.ReadInt16BigEndian(bytes[(index * 2)..]),
        32 => BinaryPrimitives.ReadInt32BigEndian(bytes[(index * 4)..]),
        -32 => BinaryPrimitives.ReadSingleBigEndian(bytes[(index * 4)..]),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes[(index * 8)..]),
    });

    private static UnsupportedFileException OutOfRange(double value, int site, int width) =>
        new($"FITS value {value.ToString(CultureInfo.InvariantCulture)} at row {site / width}, column {site % width}: 0 to 65535, or floating point of 0 to 1, expected; "
            + "use the frame as the camera gave it, or add a pedestal");
}
