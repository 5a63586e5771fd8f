using System.Collections.Immutable;
using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>What TIFF, EXIF and DNG tags say about the camera and the exposure.</summary>
internal static class TiffCamera
{
    private const int IlluminantD65 = 21;

    /// <summary>Reads the first directory and the EXIF directory.</summary>
    public static CameraMetadata Read(TiffStructure structure)
    {
        TiffDirectory first = structure.First;
        TiffDirectory exif = structure.Below(TiffTag.ExifIfd) ?? first;
        double orientation = FirstNumber(structure, first, TiffTag.Orientation) ?? 1;
        return new CameraMetadata
        {
            Make = Text(structure, first, TiffTag.Make),
            Model = Text(structure, first, TiffTag.Model) ?? Text(structure, first, TiffTag.UniqueCameraModel),
            Serial = Text(structure, first, TiffTag.CameraSerialNumber) ?? Text(structure, exif, TiffTag.BodySerialNumber),
            Iso = IsoOf(structure, exif, first),
            ExposureSeconds = Positive(FirstNumber(structure, exif, TiffTag.ExposureTime) ?? FirstNumber(structure, first, TiffTag.ExposureTime)),
            TakenAt = Time(Text(structure, exif, TiffTag.DateTimeOriginal)) ?? Time(Text(structure, first, TiffTag.DateTime)),
            Orientation = orientation is >= 1 and <= 8 ? (int)orientation : 1,
            AsShotNeutral = Neutral(Numbers(structure, first, TiffTag.AsShotNeutral)),
            ColorMatrix = ColorMatrix(structure, first),
        };
    }

    // EXIF 2.3: a speed that 16 bits cannot hold stands in IsoSpeed or RecommendedExposureIndex, IsoSpeedRatings then being 65535.
    private static double? IsoOf(TiffStructure structure, TiffDirectory exif, TiffDirectory first)
    {
        double? iso = FirstNumber(structure, exif, TiffTag.IsoSpeedRatings) ?? FirstNumber(structure, first, TiffTag.IsoSpeedRatings);
        return Positive(iso is null or 0 or ushort.MaxValue
            ? FirstNumber(structure, exif, TiffTag.IsoSpeed) ?? FirstNumber(structure, exif, TiffTag.RecommendedExposureIndex) ?? iso
            : iso);
    }

    private static ImmutableArray<double> ColorMatrix(TiffStructure structure, TiffDirectory first)
    {
        bool firstIsD65 = FirstNumber(structure, first, TiffTag.CalibrationIlluminant1) == IlluminantD65;
        double[]? one = Numbers(structure, first, TiffTag.ColorMatrix1);
        double[]? two = Numbers(structure, first, TiffTag.ColorMatrix2);
        double[]? chosen = firstIsD65 ? one : two ?? one;
        return chosen is { Length: 9 } && Array.TrueForAll(chosen, double.IsFinite) ? [.. chosen] : [];
    }

    private static ImmutableArray<double> Neutral(double[]? neutral) =>
        neutral is { Length: 3 } && Array.TrueForAll(neutral, value => double.IsFinite(value) && value > 0)
            ? [neutral[0] / neutral[1], 1, neutral[2] / neutral[1]]
            : [];

    // A tag that cannot be read is as good as none: it is no reason to refuse the samples.
    private static double[]? Numbers(TiffStructure structure, TiffDirectory directory, ushort tag)
    {
        try
        {
            return structure.Numbers(directory, tag);
        }
        catch (CorruptFileException)
        {
            return null;
        }
    }

    private static string? Text(TiffStructure structure, TiffDirectory directory, ushort tag)
    {
        try
        {
            return structure.Text(directory, tag);
        }
        catch (CorruptFileException)
        {
            return null;
        }
    }

    private static double? FirstNumber(TiffStructure structure, TiffDirectory directory, ushort tag) =>
        Numbers(structure, directory, tag) is [double first, ..] ? first : null;

    private static double? Positive(double? value) => value is > 0 && double.IsFinite(value.Value) ? value : null;

    private static DateTime? Time(string? text) =>
        DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? time : null;
}
