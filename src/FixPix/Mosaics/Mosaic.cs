namespace FixPix.Mosaics;

/// <summary>The samples of one sensor read-out, as they were read: one plane, row-major, never demosaiced.</summary>
public sealed class Mosaic
{
    /// <summary>Joins samples with the layout that explains them.</summary>
    /// <param name="layout">Size, colours, levels.</param>
    /// <param name="samples">Height × Width samples, row-major, DN. The mosaic keeps this array; it does not copy it.</param>
    /// <param name="camera">What is known of the camera, or null.</param>
    /// <exception cref="FixPixException">The number of samples is not the layout's.</exception>
    public Mosaic(MosaicLayout layout, ushort[] samples, CameraMetadata? camera = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Length != layout.SampleCount)
        {
            throw new FixPixException($"mosaic of {layout.Width}×{layout.Height}: {samples.Length} samples given, {layout.SampleCount} expected");
        }

        (Layout, Samples, Camera) = (layout, samples, camera ?? CameraMetadata.Unknown);
    }

    /// <summary>Size, colours, levels.</summary>
    public MosaicLayout Layout { get; }

    /// <summary>Height × Width samples, row-major, DN.</summary>
    public ushort[] Samples { get; }

    /// <summary>What is known of the camera and the exposure.</summary>
    public CameraMetadata Camera { get; }

    /// <summary>Columns.</summary>
    public int Width => Layout.Width;

    /// <summary>Rows.</summary>
    public int Height => Layout.Height;

    /// <summary>The sample at a site, DN.</summary>
    public ushort this[int row, int column]
    {
        get => Samples[(row * Width) + column];
        set => Samples[(row * Width) + column] = value;
    }

    /// <summary>One row of samples.</summary>
    public Span<ushort> Row(int row) => Samples.AsSpan(row * Width, Width);

    /// <summary>A mosaic of its own samples with the same layout and camera.</summary>
    public Mosaic Clone() => new(Layout, (ushort[])Samples.Clone(), Camera);
}
