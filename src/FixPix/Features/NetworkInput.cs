using System.Runtime.InteropServices;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// A mosaic as the input of a network: which plane its sites form, and what the network is told of each. The plane is the mosaic's canonical view
/// (<see cref="CanonicalView"/>), one site of it or a block of 2×2 a place, mirrored beyond its edges up to the size that the network needs.
/// </summary>
internal abstract class NetworkInput
{
    /// <summary>The input for mosaics of a layout.</summary>
    /// <param name="layout">The mosaics' layout.</param>
    /// <param name="pack">Rows and columns of the mosaic that one place of the plane stands for.</param>
    /// <param name="multiple">Height and width of the plane are multiples of it.</param>
    /// <exception cref="FixPixException">The colour filter array is neither Bayer nor monochrome.</exception>
    protected NetworkInput(MosaicLayout layout, int pack, int multiple)
    {
        (Layout, View, Pack, Multiple) = (layout, new CanonicalView(layout), pack, multiple);
        int step = pack * multiple;
        Plane = Region.Whole((View.Height + step - 1) / step * multiple, (View.Width + step - 1) / step * multiple);
    }

    /// <summary>The mosaics' layout.</summary>
    public MosaicLayout Layout { get; }

    /// <summary>The network's whole plane.</summary>
    public Region Plane { get; }

    /// <summary>Rows and columns of the mosaic that one place of the plane stands for.</summary>
    public int Pack { get; }

    /// <summary>Height and width of the plane are multiples of it.</summary>
    public int Multiple { get; }

    /// <summary>The mosaic as the network sees it.</summary>
    protected CanonicalView View { get; }

    /// <summary>Fills a region of the plane with what the network is told, straight from the mosaic's samples.</summary>
    /// <param name="samples">The mosaic's samples.</param>
    /// <param name="target">As many channels as this input has; all of its region is filled.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    public abstract void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace);

    /// <summary>The sites of the mosaic that a region of the plane stands for; none where the region is all padding.</summary>
    public SensorArea SitesOf(Region region)
    {
        int top = Math.Max(0, region.Top * Pack - View.RowShift), left = Math.Max(0, region.Left * Pack - View.ColumnShift);
        int bottom = Math.Min(Layout.Height, region.Bottom * Pack - View.RowShift), right = Math.Min(Layout.Width, region.Right * Pack - View.ColumnShift);
        return new SensorArea(top, left, Math.Max(0, bottom - top), Math.Max(0, right - left));
    }

    /// <summary>What the network is told, or says, of the place that a site of the mosaic belongs to.</summary>
    public Span<float> BlockOf(in FeatureMap map, int row, int column) => map.At((row + View.RowShift) / Pack, (column + View.ColumnShift) / Pack);

    /// <summary>Takes one row of the mosaic out of what the network says, which has Pack² channels: the sites of a block, row by row.</summary>
    /// <param name="output">What the network says of a region.</param>
    /// <param name="row">Row of the mosaic.</param>
    /// <param name="left">The first column of the mosaic.</param>
    /// <param name="target">One number a column.</param>
    public void CopyRow(in FeatureMap output, int row, int left, Span<float> target)
    {
        (int place, int within) = Math.DivRem(row + View.RowShift, Pack);
        for (int index = 0; index < target.Length; index++)
        {
            (int column, int side) = Math.DivRem(left + index + View.ColumnShift, Pack);
            target[index] = output.Memory[output.Index(place, column) + within * Pack + side];
        }
    }

    /// <summary>Rents room for so many samples.</summary>
    public static Span<ushort> RentSamples(Workspace workspace, int count)
    {
        int floats = (count + 1) / 2;
        (float[] memory, int start) = workspace.Rent(floats);
        return MemoryMarshal.Cast<float, ushort>(memory.AsSpan(start, floats))[..count];
    }

    /// <summary>Two rows of sites as four channels of a row of blocks. Two neighbours of a row lie side by side in the target too: they move as one.</summary>
    /// <param name="upper">The upper row.</param>
    /// <param name="lower">The lower row.</param>
    /// <param name="target">The first of the four channels of the first block.</param>
    /// <param name="stride">Floats from one block to the next.</param>
    protected static void Interleave(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, Span<float> target, int stride)
    {
        ReadOnlySpan<ulong> above = MemoryMarshal.Cast<float, ulong>(upper), below = MemoryMarshal.Cast<float, ulong>(lower);
        for (int place = 0; place * stride < target.Length; place++)
        {
            Span<ulong> channels = MemoryMarshal.Cast<float, ulong>(target.Slice(place * stride, 4));
            (channels[0], channels[1]) = (above[place], below[place]);
        }
    }
}
