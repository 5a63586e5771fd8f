using System.Collections.Immutable;

namespace FixPix.Mosaics;

/// <summary>What the file says about the camera and the exposure. Whatever it does not say is null.</summary>
public sealed record CameraMetadata
{
    /// <summary>Nothing known.</summary>
    public static CameraMetadata Unknown { get; } = new();

    /// <summary>The camera's maker, as the file spells it.</summary>
    public string? Make { get; init; }

    /// <summary>The camera's model, as the file spells it.</summary>
    public string? Model { get; init; }

    /// <summary>The body's serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>ISO speed.</summary>
    public double? Iso { get; init; }

    /// <summary>Exposure time in seconds.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>Sensor temperature in °C.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>When the picture was taken, by the camera's clock.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>EXIF orientation, 1 to 8; 1 is upright.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>The camera's response to a neutral patch, red, green, blue, green = 1 (DNG AsShotNeutral); empty when unknown.</summary>
    public ImmutableArray<double> AsShotNeutral { get; init; } = [];

    /// <summary>CIE XYZ (D65) to camera colours, 3×3 row-major (DNG ColorMatrix); empty when unknown.</summary>
    public ImmutableArray<double> ColorMatrix { get; init; } = [];
}
