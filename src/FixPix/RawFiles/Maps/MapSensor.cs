using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>Checks of the sensor that a map file is for.</summary>
internal static class MapSensor
{
    /// <summary>The sensor that the user named, for a format that does not hold the size.</summary>
    /// <exception cref="UnsupportedFileException">The user named none.</exception>
    public static SensorIdentity Require(DefectMapReadSettings settings)
    {
        SensorIdentity sensor = settings.Sensor
            ?? throw new UnsupportedFileException("the file does not hold the sensor's size: give --like FILE, or --width and --height");
        Check(sensor);
        return sensor;
    }

    /// <summary>Refuses sizes that no mosaic can have, and active areas that do not lie in the sensor.</summary>
    public static void Check(SensorIdentity sensor)
    {
        if (sensor.Width < 1 || sensor.Height < 1 || (long)sensor.Width * sensor.Height > MosaicLayout.MaxSamples)
        {
            throw new CorruptFileException($"sensor of {sensor.Width}×{sensor.Height}: expected 1×1 to {MosaicLayout.MaxSamples} sites");
        }

        if (sensor.ActiveArea is SensorArea area && !Holds(sensor, area))
        {
            throw new CorruptFileException(
                $"active area of {area.Width}×{area.Height} at row {area.Top}, column {area.Left}: not in the sensor of {sensor.Width}×{sensor.Height}");
        }
    }

    /// <summary>Whether a rectangle of at least one site lies in the sensor.</summary>
    public static bool Holds(SensorIdentity sensor, SensorArea area) =>
        area.Top >= 0 && area.Left >= 0 && area.Height >= 1 && area.Width >= 1
        && area.Height <= sensor.Height - area.Top && area.Width <= sensor.Width - area.Left;

    /// <summary>The part that light reaches: where the coordinates of dcraw, LibRaw and Siril begin.</summary>
    public static SensorArea ActiveAreaOf(SensorIdentity sensor) =>
        sensor.ActiveArea ?? new SensorArea(0, 0, sensor.Height, sensor.Width);

    /// <summary>Refuses a map for a sensor of another size.</summary>
    public static void RequireSameSize(SensorIdentity inFile, SensorIdentity? wanted)
    {
        if (wanted is not null && (wanted.Width, wanted.Height) != (inFile.Width, inFile.Height))
        {
            throw new UnsupportedFileException(
                $"the map is for a sensor of {inFile.Width}×{inFile.Height}, wanted is one of {wanted.Width}×{wanted.Height}");
        }
    }

    /// <summary>Tells the user of a map that was made for another camera body: its size fits, its defects will not.</summary>
    public static void NoteOtherBody(SensorIdentity inFile, SensorIdentity? wanted, ICollection<string> notes)
    {
        if (Differ(inFile.Model, wanted?.Model) || Differ(inFile.Serial, wanted?.Serial))
        {
            notes.Add($"the map is for {Describe(inFile)}, the picture is from {Describe(wanted!)}");
        }
    }

    private static bool Differ(string? one, string? other) =>
        one is not null && other is not null && !one.Trim().Equals(other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Describe(SensorIdentity sensor) =>
        $"{sensor.Model ?? "an unnamed model"}, serial number {sensor.Serial ?? "unknown"}";
}
