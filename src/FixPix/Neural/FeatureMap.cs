namespace FixPix.Neural;

/// <summary>
/// Float channels over a region of a plane, channels last: [row][column][channel], with a ring of one site around the region. The ring is zero: it is what a
/// 3×3 convolution sees beyond the plane. Memory belongs to a <see cref="Workspace"/>.
/// </summary>
internal readonly struct FeatureMap
{
    private readonly int _first;

    internal FeatureMap(float[] memory, int first, Region region, int channels, int siteStride, int rowStride)
    {
        Memory = memory;
        _first = first;
        Region = region;
        Channels = channels;
        SiteStride = siteStride;
        RowStride = rowStride;
    }

    /// <summary>The part of the plane that is held.</summary>
    public Region Region { get; }

    /// <summary>Numbers a site.</summary>
    public int Channels { get; }

    /// <summary>Floats from one site to the next in a row: the channels, or more.</summary>
    public int SiteStride { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int RowStride { get; }

    /// <summary>The memory that <see cref="Index"/> counts in.</summary>
    public float[] Memory { get; }

    /// <summary>Where the channels of a site begin in <see cref="Memory"/>. Row and column are the plane's; the ring may be asked for too.</summary>
    public int Index(int row, int column) => _first + (row - Region.Top) * RowStride + (column - Region.Left) * SiteStride;

    /// <summary>The channels of one site.</summary>
    public Span<float> At(int row, int column) => Memory.AsSpan(Index(row, column), Channels);

    /// <summary>A part of the region, in the same memory: what lies around it is the rest of the map, no ring.</summary>
    public FeatureMap Within(Region region) => Region.Covers(region)
        ? new FeatureMap(Memory, Index(region.Top, region.Left), region, Channels, SiteStride, RowStride)
        : throw new ArgumentOutOfRangeException(nameof(region), $"{region} of {Region}");

    /// <summary>Some of the channels, in the same memory.</summary>
    public FeatureMap Slice(int firstChannel, int channels)
    {
        if (firstChannel < 0 || channels < 1 || firstChannel + channels > Channels)
        {
            throw new ArgumentOutOfRangeException(nameof(firstChannel), $"channels {firstChannel} to {firstChannel + channels - 1} of {Channels}");
        }

        return new FeatureMap(Memory, _first + firstChannel, Region, channels, SiteStride, RowStride);
    }
}
