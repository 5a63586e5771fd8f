using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Features;

/// <summary>
/// How a network's plane is cut into tiles, and how many threads work on them, so that all threads together stay within a memory budget. A U-Net computes any region exactly, so the cut
/// decides on memory and speed and never on a bit of the result.
/// </summary>
/// <remarks>
/// A tile reads a halo around it. Where the budget makes tiles so small that the halo on both sides is as wide as the tile, fewer threads with larger tiles do more: beyond that point the work
/// spent on halos grows faster than the number of threads.
/// </remarks>
internal sealed record NetworkTiles
{
    private readonly Region _plane;
    private readonly int _tileHeight;
    private readonly int _tileWidth;

    private NetworkTiles(Region plane, int tileHeight, int tileWidth, int threads)
    {
        (_plane, _tileHeight, _tileWidth, Threads) = (plane, tileHeight, tileWidth, threads);
        (Rows, Columns) = ((plane.Height + tileHeight - 1) / tileHeight, (plane.Width + tileWidth - 1) / tileWidth);
        Order = [.. Enumerable.Range(0, Count).OrderBy(tile => IsAtEdge(this[tile]))];
    }

    /// <summary>Rows of tiles.</summary>
    public int Rows { get; }

    /// <summary>Columns of tiles.</summary>
    public int Columns { get; }

    /// <summary>Number of tiles.</summary>
    public int Count => Rows * Columns;

    /// <summary>The most threads that the memory allows.</summary>
    public int Threads { get; }

    /// <summary>
    /// In which order to work on them: first those with a halo on all sides. They take the most memory, and scratch memory that grows leaves as much behind as it had.
    /// </summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>A tile, row by row.</summary>
    public Region this[int index]
    {
        get
        {
            (int top, int left) = (index / Columns * _tileHeight, index % Columns * _tileWidth);
            return new Region(top, left, Math.Min(_tileHeight, _plane.Height - top), Math.Min(_tileWidth, _plane.Width - left));
        }
    }

    /// <summary>The cut for a plane.</summary>
    /// <param name="network">The network.</param>
    /// <param name="floatsPerPlace">Its scratch memory for one place of its input (<see cref="FloatsPerPlace"/>).</param>
    /// <param name="plane">The whole plane.</param>
    /// <param name="budgetBytes">Scratch memory of all threads together.</param>
    /// <param name="threads">The most threads.</param>
    public static NetworkTiles For(UNet network, double floatsPerPlace, Region plane, long budgetBytes, int threads)
    {
        int halo = BothHalos(network), least = Math.Max(halo, network.Multiple);
        double places = budgetBytes / (floatsPerPlace * sizeof(float));
        int fitting = Math.Clamp((int)(places / Math.Pow(least + halo, 2)), 1, threads);
        double memorySide = Math.Sqrt(places / fitting) - halo;
        double shareSide = fitting == 1 ? double.MaxValue : Math.Max(least, Math.Sqrt((double)plane.Height * plane.Width / fitting));
        int side = (int)Math.Min(memorySide, shareSide);
        return new NetworkTiles(plane, Even(plane.Height, side, network.Multiple), Even(plane.Width, side, network.Multiple), fitting);
    }

    /// <summary>
    /// About how many floats of scratch memory a U-Net takes for each place of its input: what goes in and comes out, the finest level's features before and after each of its
    /// convolutions, and a share of each coarser level that was measured (108 for 8 inputs, 4 outputs and levels 16,32,64,128, where 87 to 107 were held).
    /// </summary>
    public static double FloatsPerPlace(WeightFile file, UNet network)
    {
        int[] channels = file.Numbers("levels", 1, int.MaxValue);
        double floats = network.Inputs + network.Outputs + (3.0 * channels[0]);
        for (int level = 0; level < channels.Length; level++)
        {
            floats += 1.6 * channels[level] / Math.Pow(4, level);
        }

        return floats;
    }

    private bool IsAtEdge(Region tile) => tile.Top == 0 || tile.Left == 0 || tile.Bottom == _plane.Bottom || tile.Right == _plane.Right;

    private static int BothHalos(UNet network)
    {
        Region boundless = Region.Whole(1 << 24, 1 << 24), middle = new(1 << 23, 1 << 23, network.Multiple, network.Multiple);
        return network.InputFor(middle, boundless).Height - network.Multiple;
    }

    // Tiles of about equal size, no larger than asked for, whose sides pooling halves without a rest.
    private static int Even(int length, int side, int multiple)
    {
        int blocks = length / multiple, most = Math.Max(1, side / multiple);
        int tiles = (blocks + most - 1) / most;
        return (blocks + tiles - 1) / tiles * multiple;
    }
}
