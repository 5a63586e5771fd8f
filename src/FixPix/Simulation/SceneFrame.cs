using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>Where a sensor's sites lie in the scene. Units: the longer side of the sensor is 1.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Down">How far the camera points lower than in the first picture.</param>
/// <param name="Right">How far it points to the right.</param>
internal readonly record struct SceneFrame(int Width, int Height, double Down, double Right)
{
    /// <summary>Size of a site.</summary>
    public double SiteSize => 1.0 / Math.Max(Width, Height);

    /// <summary>Height of the picture.</summary>
    public double ExtentDown => Height * SiteSize;

    /// <summary>Width of the picture.</summary>
    public double ExtentRight => Width * SiteSize;

    /// <summary>The place of a row.</summary>
    public double Y(int row) => (row * SiteSize) + Down;

    /// <summary>The place of a column.</summary>
    public double X(int column) => (column * SiteSize) + Right;

    /// <summary>The column, with its fraction, of a place.</summary>
    public double Column(double x) => (x - Right) / SiteSize;
}

/// <summary>One row of light falling on the sensor, and the filter above each site.</summary>
internal readonly ref struct SceneRow(Span<float> light, ReadOnlySpan<byte> filters)
{
    /// <summary>Light behind each site's filter, 0 dark to 1 white.</summary>
    public Span<float> Light { get; } = light;

    /// <summary>The filter of each site (<see cref="CfaColor"/>).</summary>
    public ReadOnlySpan<byte> Filters { get; } = filters;

    /// <summary>Covers a site with a colour.</summary>
    public void Paint(int column, in SceneColor color, float cover) =>
        Light[column] += cover * (color[Filters[column]] - Light[column]);

    /// <summary>Adds light to a site.</summary>
    public void Shine(int column, in SceneColor color, float amount) => Light[column] += amount * color[Filters[column]];
}
