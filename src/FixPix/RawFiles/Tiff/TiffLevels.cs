using System.Collections.Immutable;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>Colours, black and white levels as DNG (chapter 4) and TIFF/EP tags give them, turned to the full raw array's origin.</summary>
internal static class TiffLevels
{
    private const int MaxBlackRepeat = 16;

    // The code of a white filter; 3, 4 and 5 are cyan, magenta, yellow.
    private const int WhiteFilter = 6;

    /// <summary>The active area: all of the array where the file does not say.</summary>
    /// <exception cref="CorruptFileException">It is empty or reaches outside the array.</exception>
    public static SensorArea ActiveArea(TiffRaster raster)
    {
        double[]? area = raster.Structure.Numbers(raster.Directory, TiffTag.ActiveArea);
        if (area is null)
        {
            return new SensorArea(0, 0, raster.Height, raster.Width);
        }

        if (area is not [>= 0 and double top, >= 0 and double left, double bottom, double right]
            || !(top < bottom && left < right && bottom <= raster.Height && right <= raster.Width))
        {
            throw new CorruptFileException(
                $"ActiveArea {string.Join(' ', area)}: expected top, left, bottom, right inside {raster.Width}×{raster.Height}");
        }

        return new SensorArea((int)top, (int)left, (int)(bottom - top), (int)(right - left));
    }

    /// <summary>The colour filter array seen from row 0, column 0 of the full raw array, or null when the file has none.</summary>
    public static CfaPattern? Cfa(TiffRaster raster, SensorArea active)
    {
        TiffStructure structure = raster.Structure;
        double[]? dim = structure.Numbers(raster.Directory, TiffTag.CfaRepeatPatternDim);
        if (dim is not [>= 1 and <= 16 and double rows, >= 1 and <= 16 and double columns]
            || !raster.Directory.TryFind(TiffTag.CfaPattern, out TiffEntry entry))
        {
            return null;
        }

        long[] tile = structure.Integers(entry, maxCount: 256);
        if (tile.Length != (int)rows * (int)columns)
        {
            throw new CorruptFileException($"CFAPattern of {tile.Length} colours: {rows}×{columns} expected");
        }

        CfaPattern pattern = new((int)rows, (int)columns, Array.ConvertAll(tile, Color));
        return pattern.Shift(-active.Top, -active.Left);
    }

    /// <summary>
    /// Black levels by CFA position of the full raw array. Where the file's pattern is finer than the CFA, the mean of what falls on a position.
    /// </summary>
    public static ImmutableArray<float> Black(TiffRaster raster, SensorArea active, CfaPattern cfa, List<string> notes)
    {
        double[] dim = raster.Structure.Numbers(raster.Directory, TiffTag.BlackLevelRepeatDim) ?? [1, 1];
        double[] levels = raster.Structure.Numbers(raster.Directory, TiffTag.BlackLevel) ?? [0];
        if (dim is not [>= 1 and <= MaxBlackRepeat and double rowsRead, >= 1 and <= MaxBlackRepeat and double columnsRead]
            || levels.Length < (int)rowsRead * (int)columnsRead)
        {
            throw new CorruptFileException($"BlackLevel: {levels.Length} values for a pattern of {string.Join('×', dim)}");
        }

        if (raster.Directory.Has(TiffTag.BlackLevelDeltaH) || raster.Directory.Has(TiffTag.BlackLevelDeltaV))
        {
            notes.Add("the file has black levels for each row or column (BlackLevelDeltaH/V), which are not used");
        }

        (int rows, int columns) = ((int)rowsRead, (int)columnsRead);
        double[] sums = new double[cfa.PositionCount];
        int[] counts = new int[cfa.PositionCount];
        bool differ = false;
        for (int row = 0; row < rows * cfa.Rows; row++)
        {
            for (int column = 0; column < columns * cfa.Columns; column++)
            {
                double level = levels[(row % rows * columns) + (column % columns)];
                int position = cfa.PositionAt(row + active.Top, column + active.Left);
                differ |= counts[position] > 0 && level != sums[position] / counts[position];
                sums[position] += level;
                counts[position]++;
            }
        }

        if (differ)
        {
            notes.Add($"the black level's pattern of {rows}×{columns} is finer than the CFA's: each colour position has the mean");
        }

        return [.. sums.Zip(counts, (sum, count) => double.IsFinite(sum / count) ? (float)(sum / count) : 0f)];
    }

    /// <summary>The white level: the file's, else the other; never above what a sample can have.</summary>
    public static int White(TiffRaster raster, int otherwise, int range)
    {
        double white = raster.Structure.Numbers(raster.Directory, TiffTag.WhiteLevel) is [double first, ..] ? first : otherwise;
        return white is >= 1 ? (int)Math.Min(white, range) : Math.Min(otherwise, range);
    }

    /// <summary>The layout, with what the user says put over what the file says.</summary>
    /// <param name="range">The largest value that a sample can have.</param>
    public static MosaicLayout Layout(TiffRaster raster, RawReadSettings settings, int whiteDn, int range, CfaPattern? cfa, List<string> notes)
    {
        SensorArea active = ActiveArea(raster);
        CfaPattern pattern = settings.Cfa ?? cfa ?? CfaPattern.Monochrome;
        MosaicLayout layout = new(raster.Width, raster.Height, pattern, 0, whiteDn) { ActiveArea = active };
        return LayoutSettings.Correct(layout with { BlackDn = Black(raster, active, pattern, notes) }, range, settings);
    }

    /// <summary>Adds the tags that this class reads, seen from the active area as DNG wants them.</summary>
    public static void Describe(SortedDictionary<ushort, TiffValue> entries, MosaicLayout layout)
    {
        SensorArea active = layout.ActiveArea;
        CfaPattern cfa = layout.Cfa;
        double[] black = new double[cfa.PositionCount];
        long[] colors = new long[cfa.PositionCount];
        for (int position = 0; position < black.Length; position++)
        {
            (int row, int column) = (active.Top + (position / cfa.Columns), active.Left + (position % cfa.Columns));
            black[position] = layout.BlackAt(row, column);
            colors[position] = cfa.ColorAt(row, column) == CfaColor.Panchromatic ? WhiteFilter : (long)cfa.ColorAt(row, column);
        }

        if (!cfa.IsMonochrome)
        {
            entries[TiffTag.CfaRepeatPatternDim] = TiffNewFile.Integers(TiffType.Short, cfa.Rows, cfa.Columns);
            entries[TiffTag.CfaPattern] = TiffNewFile.Integers(TiffType.Byte, colors);
        }

        entries[TiffTag.BlackLevelRepeatDim] = TiffNewFile.Integers(TiffType.Short, cfa.Rows, cfa.Columns);
        entries[TiffTag.BlackLevel] = Array.TrueForAll(black, double.IsInteger)
            ? TiffNewFile.Integers(TiffType.Short, Array.ConvertAll(black, level => (long)level))
            : TiffValue.Rationals(bigEndian: false, signed: false, black);
        entries[TiffTag.WhiteLevel] = TiffNewFile.Integers(TiffType.Short, layout.WhiteDn);
        entries[TiffTag.ActiveArea] = TiffNewFile.Integers(TiffType.Long, active.Top, active.Left, active.Bottom, active.Right);
    }

    private static CfaColor Color(long code) => code switch
    {
        0 => CfaColor.Red,
        1 => CfaColor.Green,
        2 => CfaColor.Blue,
        WhiteFilter => CfaColor.Panchromatic,
        _ => throw new UnsupportedFileException($"CFA colour {code}: FixPix knows red, green, blue and white filters"),
    };
}
