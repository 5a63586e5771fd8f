using FixPix.Mosaics;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using Directory = MetadataExtractor.Directory;

namespace FixPix.RawFiles.LibRaw;

/// <summary>What is known of the camera: from LibRaw, and the body's serial number and the date from the EXIF data.</summary>
internal static class LibRawCamera
{
    /// <summary>Names under which the makers' own notes hold the body's serial number.</summary>
    private static readonly string[] s_serialNames = ["Serial Number", "Camera Serial Number", "Body Serial Number"];

    public static CameraMetadata Read(LibRawImage image, string path)
    {
        IReadOnlyList<Directory> directories = ReadExif(path);
        return new CameraMetadata
        {
            Make = image.Make,
            Model = image.Model,
            Serial = Serial(directories),
            Iso = image.Iso,
            ExposureSeconds = image.ExposureSeconds,
            TakenAt = TakenAt(directories),
            Orientation = image.Orientation,
            AsShotNeutral = LibRawColors.Neutral(image),
            ColorMatrix = LibRawColors.Matrix(image),
        };
    }

    // The library throws whatever odd bytes make it throw; a picture without a serial number is still a picture.
#pragma warning disable CA1031
    private static IReadOnlyList<Directory> ReadExif(string path)
    {
        try
        {
            return ImageMetadataReader.ReadMetadata(path);
        }
        catch (Exception)
        {
            return [];
        }
    }
#pragma warning restore CA1031

    private static string? Serial(IReadOnlyList<Directory> directories)
    {
        string? standard = directories.OfType<ExifDirectoryBase>()
            .Select(directory => directory.GetString(ExifDirectoryBase.TagBodySerialNumber) ?? directory.GetString(0xC62F))
            .FirstOrDefault(serial => !string.IsNullOrWhiteSpace(serial));
        standard ??= directories
            .SelectMany(directory => directory.Tags.Where(tag => s_serialNames.Contains(tag.Name)))
            .Select(tag => tag.Description)
            .FirstOrDefault(serial => !string.IsNullOrWhiteSpace(serial));
        return standard?.Trim();
    }

    private static DateTime? TakenAt(IReadOnlyList<Directory> directories)
    {
        foreach (Directory directory in directories.OfType<ExifDirectoryBase>())
        {
            if (directory.TryGetDateTime(ExifDirectoryBase.TagDateTimeOriginal, out DateTime taken))
            {
                return taken;
            }
        }

        return null;
    }
}
