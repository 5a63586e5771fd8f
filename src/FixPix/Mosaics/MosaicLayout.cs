using System.Collections.Immutable;

namespace FixPix.Mosaics;

/// <summary>What one must know to read a mosaic's samples: size, colours and levels. Levels are in DN.</summary>
public sealed record MosaicLayout
{
    /// <summary>The most samples a mosaic may have: what one array of samples can hold with room for its indices.</summary>
    public const int MaxSamples = 1 << 30;

    /// <summary>Makes a layout; the active area is the whole mosaic until it is set.</summary>
    /// <param name="width">Columns of the full raw array, at least 1.</param>
    /// <param name="height">Rows of the full raw array, at least 1.</param>
    /// <param name="cfa">The colour filter array, seen from row 0, column 0 of the full raw array.</param>
    /// <param name="blackDn">Black level of every filter position, DN.</param>
    /// <param name="whiteDn">White level, DN.</param>
    /// <exception cref="FixPixException">A size is not positive or there are more than <see cref="MaxSamples"/> samples.</exception>
    public MosaicLayout(int width, int height, CfaPattern cfa, float blackDn, int whiteDn)
    {
        if (width < 1 || height < 1 || (long)width * height > MaxSamples)
        {
            throw new FixPixException($"mosaic size {width}×{height}: expected 1×1 to {MaxSamples} samples");
        }

        if (whiteDn is < 1 or > ushort.MaxValue)
        {
            throw new FixPixException($"white level {whiteDn}: expected 1 to {ushort.MaxValue}");
        }

        ArgumentNullException.ThrowIfNull(cfa);
        (Width, Height, Cfa, WhiteDn) = (width, height, cfa, whiteDn);
        BlackDn = [.. Enumerable.Repeat(blackDn, cfa.PositionCount)];
        ActiveArea = new SensorArea(0, 0, height, width);
    }

    /// <summary>Columns of the full raw array.</summary>
    public int Width { get; }

    /// <summary>Rows of the full raw array.</summary>
    public int Height { get; }

    /// <summary>The colour filter array, seen from row 0, column 0 of the full raw array.</summary>
    public CfaPattern Cfa { get; }

    /// <summary>Black level of each filter position (<see cref="CfaPattern.PositionAt"/>), DN.</summary>
    public ImmutableArray<float> BlackDn { get; init; }

    /// <summary>White level: the value of a saturated site, DN.</summary>
    public int WhiteDn { get; }

    /// <summary>The part of the raw array that light reaches.</summary>
    public SensorArea ActiveArea { get; init; }

    /// <summary>Width × Height.</summary>
    public int SampleCount => Width * Height;

    /// <summary>The black level of a site, DN.</summary>
    public float BlackAt(int row, int column) => BlackDn[Cfa.PositionAt(row, column)];
}
