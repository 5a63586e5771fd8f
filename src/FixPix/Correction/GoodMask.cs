using System.Buffers.Binary;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// One bit a site, 1 = may be used as a source. Surrounded by a margin of zeros, so that a window of up to
/// <see cref="Margin"/> sites around any site can be read without asking where the frame ends.
/// </summary>
internal sealed class GoodMask
{
    /// <summary>Rows and columns of zeros on each side: the largest radius of a window.</summary>
    public const int Margin = 16;

    /// <summary>A site with no source about this far away gets its value from <see cref="FarSources"/>.</summary>
    public const int SearchRadius = 8;

    private readonly byte[] _bits;
    private readonly int _stride;

    public GoodMask(DefectMap map, MosaicLayout layout)
    {
        // Eight bytes more than a row needs: a window is read as one 64-bit word from its first byte.
        _stride = ((layout.Width + (2 * Margin) + 7) / 8) + 8;
        _bits = new byte[(long)_stride * (layout.Height + (2 * Margin))];
        for (int row = 0; row < layout.Height; row++)
        {
            Fill(_bits.AsSpan((row + Margin) * _stride, _stride), layout.Width);
        }

        Clear(map.SiteIndices, layout.Width);
    }

    /// <summary>Whether the site lies in the frame, or at most <see cref="Margin"/> outside of it, and is good.</summary>
    public bool this[int row, int column] =>
        ((_bits[((row + Margin) * _stride) + ((column + Margin) >> 3)] >> (column & 7)) & 1) != 0;

    /// <summary>Goodness of a row's sites from <paramref name="firstColumn"/> on: bit i is column firstColumn + i, 57 bits are valid.</summary>
    public ulong Bits(int row, int firstColumn)
    {
        int bit = firstColumn + Margin;
        int start = ((row + Margin) * _stride) + (bit >> 3);
        return BinaryPrimitives.ReadUInt64LittleEndian(_bits.AsSpan(start, 8)) >> (bit & 7);
    }

    /// <summary>Goodness of the 5×5 sites around a site, row-major from bit 0; the centre is bit 12.</summary>
    public uint Window5(int row, int column)
    {
        uint window = 0;
        for (int step = 0; step < 5; step++)
        {
            window |= (uint)(Bits(row + step - 2, column - 2) & 31) << (5 * step);
        }

        return window;
    }

    /// <summary>Whether all sites about a site are good, and none lies outside the frame.</summary>
    /// <param name="row">The site's row.</param>
    /// <param name="column">The site's column.</param>
    /// <param name="radius">Rows and columns to look at on each side, at most <see cref="Margin"/>.</param>
    public bool IsAlone(int row, int column, int radius)
    {
        ulong whole = (1UL << ((2 * radius) + 1)) - 1, middle = 1UL << radius;
        for (int rows = -radius; rows <= radius; rows++)
        {
            if (((Bits(row + rows, column - radius) | (rows == 0 ? middle : 0)) & whole) != whole)
            {
                return false;
            }
        }

        return true;
    }

    private static void Fill(Span<byte> row, int width)
    {
        // The margin is a whole byte wide.
        row.Slice(Margin / 8, width / 8).Fill(0xFF);
        row[(Margin / 8) + (width / 8)] = (byte)((1 << (width % 8)) - 1);
    }

    private void Clear(ReadOnlySpan<int> sites, int width)
    {
        (int row, int rowStart) = (0, 0);
        foreach (int site in sites)
        {
            if (site - rowStart >= width)
            {
                row = site / width;
                rowStart = row * width;
            }

            int column = site - rowStart;
            _bits[((row + Margin) * _stride) + ((column + Margin) >> 3)] &= (byte)~(1 << (column & 7));
        }
    }
}
