using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Correction;

/// <summary>Reads the patches around sites as rows of a network's input.</summary>
internal abstract class Patches
{
    /// <summary>Samples from one row to the next of a patch that was copied; the largest patch is 13 wide.</summary>
    protected const int CopyStride = 16;

    /// <summary>Reads patches of size × size.</summary>
    protected Patches(MosaicLayout layout, int size) => (Layout, Size) = (layout, size);

    /// <summary>Rows and columns of a patch: 5, 9 or 13.</summary>
    public int Size { get; }

    /// <summary>Numbers that a patch comes to.</summary>
    public abstract int Inputs { get; }

    /// <summary>The frames' layout.</summary>
    protected MosaicLayout Layout { get; }

    /// <summary>Sites of a patch without its middle.</summary>
    protected int Others => (Size * Size) - 1;

    /// <summary>Rows and columns from the middle to the edge; always even.</summary>
    protected int Radius => Size / 2;

    /// <summary>Rents a matrix for so many patches. Whole vectors are stored, which may reach a little beyond a row: so there is one row more behind it.</summary>
    public Matrix Rent(int count, Workspace workspace) => workspace.RentMatrix(count + 1, Inputs).Slice(0, count);

    /// <summary>Reads the patches around sites.</summary>
    /// <param name="samples">The frame, without bad values.</param>
    /// <param name="sites">row · width + column of each site, ascending.</param>
    /// <param name="input">From <see cref="Rent"/>: one row for each site.</param>
    /// <param name="origins">What an output of 0 stands for at each site, DN.</param>
    /// <param name="units">What an output of 1 adds to that, DN.</param>
    public void Read(ReadOnlySpan<ushort> samples, ReadOnlySpan<int> sites, in Matrix input, Span<float> origins, Span<float> units)
    {
        Span<ushort> copy = stackalloc ushort[Size * CopyStride];
        int width = Layout.Width, row = 0, rowStart = 0;
        for (int place = 0; place < sites.Length; place++)
        {
            Prefetch.Ahead(samples, sites, place, Radius, width);
            int site = sites[place];
            if (site - rowStart >= width)
            {
                row = site / width;
                rowStart = row * width;
            }

            int column = site - rowStart;
            ref float target = ref input.Memory[input.First + (place * input.Stride)];
            bool inside = row >= Radius && row < Layout.Height - Radius && column >= Radius && column + CopyStride - Radius <= width;
            ref ushort first = ref inside ? ref Unsafe.Add(ref MemoryMarshal.GetReference(samples), site - (Radius * width) - Radius) : ref CopyMirrored(samples, row, column, copy);
            (origins[place], units[place]) = ReadOne(ref first, inside ? width : CopyStride, row, column, ref target);
        }
    }

    /// <summary>Reads one patch.</summary>
    /// <param name="first">Its first sample; 16 samples may be read from the beginning of every row.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="row">Row of the middle.</param>
    /// <param name="column">Column of the middle.</param>
    /// <param name="target">The first number of the input; up to 16 numbers may be stored behind the last.</param>
    protected abstract (float Origin, float Unit) ReadOne(ref ushort first, nint stride, int row, int column, ref float target);

    /// <summary>Where a row of the patch begins among the <see cref="Others"/>: behind the middle all sites move up by one.</summary>
    protected nint RowStart(int row) => (row * Size) - (row > Radius ? 1 : 0);

    private ref ushort CopyMirrored(ReadOnlySpan<ushort> samples, int row, int column, Span<ushort> copy)
    {
        for (int rows = 0; rows < Size; rows++)
        {
            int start = CanonicalView.Mirror(row + rows - Radius, Layout.Height) * Layout.Width;
            for (int columns = 0; columns < Size; columns++)
            {
                copy[(rows * CopyStride) + columns] = samples[start + CanonicalView.Mirror(column + columns - Radius, Layout.Width)];
            }
        }

        return ref copy[0];
    }
}
