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
        long orientation = structure.Integer(first, TiffTag.Orientation, 1);
        return new CameraMetadata
        {
            Make = structure.Text(first, TiffTag.Make),
            Model = structure.Text(first, TiffTag.Model) ?? structure.Text(first, TiffTag.UniqueCameraModel),
            Serial = structure.Text(first, TiffTag.CameraSerialNumber) ?? structure.Text(exif, TiffTag.BodySerialNumber),
            Iso = IsoOf(structure, exif, first),
            ExposureSeconds = Positive(FirstNumber(structure, exif, TiffTag.ExposureTime) ?? FirstNumber(structure, first, TiffTag.ExposureTime)),
            TakenAt = Time(structure.Text(exif, TiffTag.DateTimeOriginal)) ?? Time(structure.Text(first, TiffTag.DateTime)),
            Orientation = orientation is >= 1 and <= 8 ? (int)orientation : 1,
            AsShotNeutral = Neutral(structure.Numbers(first, TiffTag.AsShotNeutral)),
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
        bool firstIsD65 = structure.Integer(first, TiffTag.CalibrationIlluminant1, 0) == IlluminantD65;
        double[]? one = structure.Numbers(first, TiffTag.ColorMatrix1);
        double[]? two = structure.Numbers(first, TiffTag.ColorMatrix2);
        double[]? chosen = firstIsD65 ? one : two ?? one;
        return chosen is { Length: 9 } && Array.TrueForAll(chosen, double.IsFinite) ? [.. chosen] : [];
    }

    private static ImmutableArray<double> Neutral(double[]? neutral) =>
        neutral is { Length: 3 } && Array.TrueForAll(neutral, value => double.IsFinite(value) && value > 0)
            ? [neutral[0] / neutral[1], 1, neutral[2] / neutral[1]]
            : [];

    private static double? FirstNumber(TiffStructure structure, TiffDirectory directory, ushort tag) =>
        structure.Numbers(directory, tag) is [double first, ..] ? first : null;

    private static double? Positive(double? value) => value is > 0 && double.IsFinite(value.Value) ? value : null;

    private static DateTime? Time(string? text) =>
        DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? time : null;
}
