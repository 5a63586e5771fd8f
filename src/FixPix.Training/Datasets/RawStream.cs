using FixPix.Mosaics;

namespace FixPix.Training.Datasets;

/// <summary>The crops of raw files one after the other, of files that need not all fit into memory.</summary>
internal sealed class RawStream
{
    /// <summary>What decoded files may take: a set of 12 MP photographs of this size is shuffled over some eighty at a time.</summary>
    public const long MemoryBytes = 2L << 30;

    // Beside the window, for the files that the batches made ahead begin with.
    private const int Ahead = 2;

    private readonly CropSchedule _schedule;

    /// <summary>A stream of some files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="parts">Crops of a file for each time that it is decoded.</param>
    /// <param name="seed">Same seed, same order.</param>
    /// <param name="memoryBytes">What decoded files may take.</param>
    public RawStream(IReadOnlyList<RawPhotograph> files, int parts, long seed, long memoryBytes = MemoryBytes)
    {
        Store = new MosaicStore(files, memoryBytes);
        int window = Store.Capacity == files.Count ? files.Count : Math.Max(1, Store.Capacity - Ahead);
        _schedule = new CropSchedule(files.Count, parts, window, seed);
    }

    /// <summary>The decoded files.</summary>
    public MosaicStore Store { get; }

    /// <summary>The mosaic of the crop of that number, and which part of it is meant.</summary>
    public (Mosaic Mosaic, int Part) At(long crop)
    {
        (int file, int part) = _schedule.At(crop);
        return (Store[file], part);
    }

    /// <summary>A piece of a mosaic as a mosaic of its own, with the colours and black levels that its sites have.</summary>
    public static Mosaic Cut(Mosaic mosaic, SensorArea area)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        CfaPattern cfa = mosaic.Layout.Cfa.Shift(area.Top, area.Left);
        MosaicLayout layout = new(area.Width, area.Height, cfa, 0, mosaic.Layout.WhiteDn)
        {
            BlackDn = [.. Enumerable.Range(0, cfa.PositionCount).Select(position => mosaic.Layout.BlackAt(area.Top + (position / cfa.Columns), area.Left + (position % cfa.Columns)))],
        };
        ushort[] samples = new ushort[layout.SampleCount];
        for (int row = 0; row < area.Height; row++)
        {
            mosaic.Row(area.Top + row).Slice(area.Left, area.Width).CopyTo(samples.AsSpan(row * area.Width));
        }

        return new Mosaic(layout, samples, mosaic.Camera);
    }
}
