using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>DNG's LinearizationTable: the linear value, DN, of each stored code. Codes beyond the table take its last value.</summary>
internal sealed class LinearizationTable
{
    private const int MaxCodes = 1 << 16;
    private const int CodesPerBand = 1 << 18;
    private readonly ushort[] _linear;

    private readonly int _length;

    private LinearizationTable(ushort[] linear, int length) => (_linear, _length) = (linear, length);

    /// <summary>The largest linear value.</summary>
    public int Largest => Math.Max((int)_linear.Max(), 1);

    /// <summary>The image's table, or null.</summary>
    public static LinearizationTable? Of(TiffRaster raster)
    {
        if (!raster.Directory.TryFind(TiffTag.LinearizationTable, out TiffEntry entry))
        {
            return null;
        }

        long[] values = raster.Structure.Integers(entry, MaxCodes);
        if (values.Length == 0 || Array.Exists(values, value => value is < 0 or > ushort.MaxValue))
        {
            throw new CorruptFileException($"LinearizationTable of {values.Length} values: 1 to {MaxCodes} of 16 bits expected");
        }

        // Filled up, so that looking up a code needs no comparison.
        ushort[] linear = new ushort[MaxCodes];
        for (int code = 0; code < MaxCodes; code++)
        {
            linear[code] = (ushort)values[Math.Min(code, values.Length - 1)];
        }

        return new LinearizationTable(linear, values.Length);
    }

    /// <summary>The linear value of a code.</summary>
    public ushort this[ushort code] => _linear[code];

    /// <summary>Codes to linear values, in place.</summary>
    public void Apply(ushort[] samples, WorkSettings work)
    {
        ushort[] linear = _linear;
        RowBands.Run(samples.Length, CodesPerBand, work with { Progress = null }, (first, end) =>
        {
            foreach (ref ushort sample in samples.AsSpan(first, end - first))
            {
                sample = linear[sample];
            }
        });
    }

    /// <summary>For each linear value the code whose own is nearest; of several, the one with the lower value, then the lower code.</summary>
    /// <param name="largestCode">The largest code that can be stored.</param>
    public ushort[] NearestCodes(ushort largestCode)
    {
        int[] codes = OnePerValue(Math.Min(_length, largestCode + 1));
        ushort[] nearest = new ushort[1 << 16];
        int place = 0;
        for (int value = 0; value < nearest.Length; value++)
        {
            while (place + 1 < codes.Length && Away(codes[place + 1], value) < Away(codes[place], value))
            {
                place++;
            }

            nearest[value] = (ushort)codes[place];
        }

        return nearest;
    }

    private int Away(int code, int value) => Math.Abs(_linear[code] - value);

    // The lowest code of each linear value that the table has, by value. The table need not ascend.
    private int[] OnePerValue(int count)
    {
        int[] lowest = new int[1 << 16];
        Array.Fill(lowest, -1);
        for (int code = count - 1; code >= 0; code--)
        {
            lowest[_linear[code]] = code;
        }

        return Array.FindAll(lowest, code => code >= 0);
    }
}
