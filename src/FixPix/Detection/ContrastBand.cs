using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// One thread's scratch for a band of rows: the samples with every suspect replaced by what its plane says, mirrored
/// beyond the borders (mirroring keeps the CFA phase), and for each site its difference from the median of its eight
/// neighbours in the plane and the second smallest and second largest of them.
/// </summary>
/// <remarks>
/// All in 15 bits, so that differences fit a short: samples above 32767 count as 32767, and where white itself is above,
/// everything is halved. Rows of scratch: band row r is at r + <see cref="Halo"/>; column c at c + <see cref="Pad"/>.
/// </remarks>
internal sealed class ContrastBand
{
    /// <summary>Rows above and below a band whose samples it depends on: neighbours of neighbours.</summary>
    public const int Halo = 4;

    /// <summary>Mirrored columns left and right: the halo, and room for a vector.</summary>
    public const int Pad = 16;

    private readonly Mosaic _frame;
    private readonly PlaneFill _fill;
    private readonly int _step;
    private readonly short[] _values;
    private readonly short[] _differences;
    private readonly short[] _low;
    private readonly short[] _high;

    /// <summary>Scratch for bands of a frame.</summary>
    /// <param name="frame">A Bayer or monochrome frame.</param>
    /// <param name="step">Rows and columns between neighbours of a plane, 1 or 2.</param>
    /// <param name="rows">The most rows of a band.</param>
    public ContrastBand(Mosaic frame, int step, int rows)
    {
        (_frame, _step) = (frame, step);
        _fill = new PlaneFill(frame, step);
        Stride = frame.Width + (2 * Pad);
        Shift = ShiftFor(frame.Layout.WhiteDn);
        _values = new short[(rows + (2 * Halo)) * Stride];
        _differences = new short[_values.Length];
        _low = new short[_values.Length];
        _high = new short[_values.Length];
    }

    /// <summary>Values from one row of scratch to the next.</summary>
    public int Stride { get; }

    /// <summary>Bits that values lose: 0, or 1 where white is above 32767.</summary>
    public int Shift { get; }

    /// <summary>Samples, suspects replaced.</summary>
    public ReadOnlySpan<short> Values => _values;

    /// <summary>Sample − median of its eight neighbours.</summary>
    public ReadOnlySpan<short> Differences => _differences;

    /// <summary>Second smallest of the eight neighbours.</summary>
    public ReadOnlySpan<short> Low => _low;

    /// <summary>Second largest of the eight neighbours.</summary>
    public ReadOnlySpan<short> High => _high;

    /// <summary>Bits that values of a frame with this white level lose.</summary>
    public static int ShiftFor(int whiteDn) => whiteDn > short.MaxValue ? 1 : 0;

    /// <summary>Loads a band and works out its differences.</summary>
    /// <param name="first">First row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="suspects">Sites to replace.</param>
    public void Load(int first, int end, DefectMask suspects)
    {
        for (int row = first - Halo; row < end + Halo; row++)
        {
            LoadRow(Mirror(row, _frame.Height), suspects, _values.AsSpan((row - first + Halo) * Stride, Stride));
        }

        for (int row = first - _step; row < end + _step; row++)
        {
            int place = (row - first + Halo) * Stride;
            int step = _step * Stride;
            NeighborRanks.OfRow(
                _values.AsSpan(place - step, Stride), _values.AsSpan(place, Stride), _values.AsSpan(place + step, Stride), _step,
                _differences.AsSpan(place, Stride), _low.AsSpan(place, Stride), _high.AsSpan(place, Stride));
        }
    }

    private void LoadRow(int row, DefectMask suspects, Span<short> values)
    {
        Span<short> inside = values.Slice(Pad, _frame.Width);
        ToShort(_frame.Row(row), Shift, inside);
        ReadOnlySpan<ulong> words = suspects.RowWords(row);
        for (int word = 0; word < words.Length; word++)
        {
            for (ulong rest = words[word]; rest != 0; rest &= rest - 1)
            {
                int column = (word * 64) + System.Numerics.BitOperations.TrailingZeroCount(rest);
                inside[column] = (short)Math.Min(_fill.At(row, column, suspects) >> Shift, short.MaxValue);
            }
        }

        for (int beyond = 1; beyond <= Pad; beyond++)
        {
            values[Pad - beyond] = inside[Mirror(-beyond, inside.Length)];
            values[Pad + inside.Length - 1 + beyond] = inside[Mirror(inside.Length - 1 + beyond, inside.Length)];
        }
    }

    private static void ToShort(ReadOnlySpan<ushort> samples, int shift, Span<short> values)
    {
        for (int column = 0; column < samples.Length; column++)
        {
            values[column] = (short)Math.Min(samples[column] >> shift, short.MaxValue);
        }
    }

    // … 2 1 0 1 2 … n−2 n−1 n−2 …
    private static int Mirror(int place, int length)
    {
        if (length == 1)
        {
            return 0;
        }

        int period = 2 * (length - 1);
        int wrapped = ((place % period) + period) % period;
        return Math.Min(wrapped, period - wrapped);
    }
}
