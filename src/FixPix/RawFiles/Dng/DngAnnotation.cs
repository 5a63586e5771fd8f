using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>
/// Writes a map into a DNG as the opcode FixBadPixelsList, which raw developers apply when they open the file: nothing is lost, no sample
/// changes.
/// </summary>
public static class DngAnnotation
{
    /// <summary>Writes a copy of a DNG whose list of bad pixels is this map.</summary>
    /// <param name="inputPath">A DNG. Its list of bad pixels, if it has one, is replaced; all its other opcodes stay.</param>
    /// <param name="outputPath">The new file, never the input.</param>
    /// <param name="map">The bad pixels. An empty map takes the list out.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="FixPixException">The input is not a DNG, the map is for another sensor, or the output cannot be written.</exception>
    public static void Annotate(string inputPath, string outputPath, DefectMap map, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (RawFile.IsSameFile(inputPath, outputPath))
        {
            throw new FixPixException($"{outputPath}: is the input, which is never written to");
        }

        RawFile.ReadNamed(inputPath, source =>
        {
            RequireDng(source);
            AtomicFile.Write(outputPath, overwrite, output => Write(output, source, map));
            return true;
        });
    }

    /// <summary>Writes the annotated copy.</summary>
    internal static void Write(Stream output, FileBytes source, DefectMap map)
    {
        TiffStructure structure = TiffStructure.Read(source);
        TiffRaster raster = DngReader.RawImage(structure);
        if (map.Sensor.Width != raster.Width || map.Sensor.Height != raster.Height)
        {
            throw new FixPixException(
                $"the map is for a sensor of {map.Sensor.Width}×{map.Sensor.Height}, the DNG has {raster.Width}×{raster.Height}");
        }

        TiffEdits edits = new(structure);
        DngOpcodeList.Set(edits, raster.Directory, WithList(DngOpcodeList.Of(raster), map, raster));
        if (map.Count > 0)
        {
            RequireVersion13(edits, structure);
        }

        FileCopy.Copy(source, 0, source.Length, output);
        edits.Write(output);
    }

    private static void RequireDng(FileBytes source)
    {
        if (!TiffStructure.HasSignature(source) || !TiffStructure.Read(source).First.Has(TiffTag.DngVersion))
        {
            throw new UnsupportedFileException("not a DNG: only DNGs can be annotated");
        }
    }

    private static List<DngOpcode> WithList(List<DngOpcode> opcodes, DefectMap map, TiffRaster raster)
    {
        // Bad pixels first: what comes after, such as a lens correction, works on mended samples.
        List<DngOpcode> annotated = map.Count == 0 ? [] : [ListOf(map, raster).ToOpcode(DngOpcode.Optional)];
        annotated.AddRange(opcodes.Where(opcode => opcode.Id != DngOpcode.FixBadPixelsList));
        return annotated;
    }

    private static BadPixelList ListOf(DefectMap map, TiffRaster raster)
    {
        DefectMask rest = map.ToMask();
        DefectMask all = rest.Clone();
        List<SensorArea> areas = [];
        foreach (DefectGroup group in map.Groups)
        {
            if (group.Shape != DefectShape.Cluster && IsFilled(group.Area, all))
            {
                areas.Add(group.Area);
                Clear(group.Area, rest);
            }
        }

        CfaPattern cfa = TiffLevels.Cfa(raster, TiffLevels.ActiveArea(raster)) ?? CfaPattern.Monochrome;
        return new BadPixelList(BadPixelList.PhaseOf(cfa), [.. rest.Sites()], areas);
    }

    private static bool IsFilled(SensorArea area, DefectMask mask)
    {
        if (area.Top < 0 || area.Left < 0 || area.Bottom > mask.Height || area.Right > mask.Width)
        {
            return false;
        }

        for (int row = area.Top; row < area.Bottom; row++)
        {
            for (int column = area.Left; column < area.Right; column++)
            {
                if (!mask[row, column])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void Clear(SensorArea area, DefectMask mask)
    {
        for (int row = area.Top; row < area.Bottom; row++)
        {
            for (int column = area.Left; column < area.Right; column++)
            {
                mask[row, column] = false;
            }
        }
    }

    // Opcodes came with DNG 1.3.
    private static void RequireVersion13(TiffEdits edits, TiffStructure structure)
    {
        if (structure.Numbers(structure.First, TiffTag.DngVersion) is [double major, double minor, ..] && (major < 1 || (major == 1 && minor < 3)))
        {
            edits.Set(structure.First, TiffTag.DngVersion, TiffType.Byte, 1, 3, 0, 0);
        }
    }
}
