using FixPix.Mosaics;

namespace FixPix.Defects;

/// <summary>Which sensor a map belongs to.</summary>
/// <param name="Width">Columns of the full raw array.</param>
/// <param name="Height">Rows of the full raw array.</param>
public sealed record SensorIdentity(int Width, int Height)
{
    /// <summary>The camera's maker.</summary>
    public string? Make { get; init; }

    /// <summary>The camera's model.</summary>
    public string? Model { get; init; }

    /// <summary>The body's serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>The colour filter array; null when not known.</summary>
    public CfaPattern? Cfa { get; init; }

    /// <summary>The part of the raw array that light reaches; null means all of it.</summary>
    public SensorArea? ActiveArea { get; init; }

    /// <summary>Sensor pixels per site along each side; 1 is no binning.</summary>
    public int Binning { get; init; } = 1;

    /// <summary>The sensor that took this mosaic.</summary>
    public static SensorIdentity Of(Mosaic mosaic)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        return new SensorIdentity(mosaic.Width, mosaic.Height)
        {
            Make = mosaic.Camera.Make,
            Model = mosaic.Camera.Model,
            Serial = mosaic.Camera.Serial,
            Cfa = mosaic.Layout.Cfa,
            ActiveArea = mosaic.Layout.ActiveArea,
        };
    }
}
