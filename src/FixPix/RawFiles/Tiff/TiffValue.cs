using System.Text;

namespace FixPix.RawFiles.Tiff;

/// <summary>The value of an entry that is to be written.</summary>
/// <param name="Type">Type of the elements.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="Bytes">The elements in the byte order of the file.</param>
internal readonly record struct TiffValue(TiffType Type, long Count, byte[] Bytes)
{
    private const int RationalDenominator = 1_000_000;

    /// <summary>Whole numbers.</summary>
    /// <param name="type">A whole-number type, wide enough for all of them.</param>
    /// <param name="bigEndian">The file's byte order.</param>
    /// <param name="numbers">The elements.</param>
    public static TiffValue Integers(TiffType type, bool bigEndian, params ReadOnlySpan<long> numbers)
    {
        int size = type.Size();
        byte[] bytes = new byte[numbers.Length * size];
        for (int index = 0; index < numbers.Length; index++)
        {
            WriteInteger(bytes.AsSpan(index * size, size), bigEndian, numbers[index]);
        }

        return new TiffValue(type, numbers.Length, bytes);
    }

    /// <summary>Text: UTF-8 with a closing zero.</summary>
    public static TiffValue Text(string text)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
        return new TiffValue(TiffType.Ascii, bytes.Length, bytes);
    }

    /// <summary>Bytes without a meaning that TIFF knows.</summary>
    public static TiffValue Undefined(byte[] bytes) => new(TiffType.Undefined, bytes.Length, bytes);

    /// <summary>Numbers as fractions; signed ones when any is negative.</summary>
    public static TiffValue Rationals(bool bigEndian, bool signed, params ReadOnlySpan<double> numbers)
    {
        byte[] bytes = new byte[numbers.Length * 8];
        for (int index = 0; index < numbers.Length; index++)
        {
            (long above, long below) = Fraction(numbers[index]);
            WriteInteger(bytes.AsSpan(index * 8, 4), bigEndian, above);
            WriteInteger(bytes.AsSpan((index * 8) + 4, 4), bigEndian, below);
        }

        return new TiffValue(signed ? TiffType.SignedRational : TiffType.Rational, numbers.Length, bytes);
    }

    /// <summary>Writes a whole number over all of <paramref name="bytes"/>.</summary>
    public static void WriteInteger(Span<byte> bytes, bool bigEndian, long number)
    {
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[bigEndian ? bytes.Length - 1 - index : index] = (byte)(number >> (8 * index));
        }
    }

    // 1/455 s stays 1/455: a number below one whose inverse is whole is written as that.
    private static (long Above, long Below) Fraction(double number)
    {
        double inverse = Math.Round(1 / number);
        if (number is > 0 and < 1 && inverse < int.MaxValue && Math.Abs((number * inverse) - 1) < 1e-9)
        {
            return (1, (long)inverse);
        }

        long below = Math.Abs(number) < int.MaxValue / (double)RationalDenominator ? RationalDenominator : 1;
        return ((long)Math.Round(Math.Clamp(number * below, int.MinValue, int.MaxValue)), below);
    }
}
