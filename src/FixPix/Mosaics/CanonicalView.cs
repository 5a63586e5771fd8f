namespace FixPix.Mosaics;

/// <summary>
/// A mosaic as networks see it whatever its phase: red on even rows and even columns (R G / G B). Rows and columns are the mosaic's plus a shift of 0 or 1; a monochrome
/// mosaic is not shifted. Beyond the frame its sites come again, mirrored at the outermost row or column, which keeps the colours in place: −1 is 1, −2 is 2. The filter
/// positions that a frame of one row or one column does not have read their black level.
/// </summary>
internal sealed class CanonicalView
{
    private readonly MosaicLayout _layout;

    /// <summary>The view of mosaics of a layout.</summary>
    /// <exception cref="FixPixException">The colour filter array is neither Bayer nor monochrome.</exception>
    public CanonicalView(MosaicLayout layout)
    {
        CfaPattern cfa = layout.Cfa;
        RequireKnown(cfa);
        _layout = layout;
        Step = cfa.IsMonochrome ? 1 : 2;
        while (!cfa.IsMonochrome && cfa.ColorAt(RowShift, ColumnShift) != CfaColor.Red)
        {
            (RowShift, ColumnShift) = (RowShift + ColumnShift, 1 - ColumnShift);
        }
    }

    /// <summary>What to add to a row of the mosaic.</summary>
    public int RowShift { get; }

    /// <summary>What to add to a column of the mosaic.</summary>
    public int ColumnShift { get; }

    /// <summary>Rows and columns between neighbours of the same filter position.</summary>
    public int Step { get; }

    /// <summary>Rows of the view that are the mosaic's or stand before them.</summary>
    public int Height => _layout.Height + RowShift;

    /// <summary>Columns of the view that are the mosaic's or stand before them.</summary>
    public int Width => _layout.Width + ColumnShift;

    /// <summary>The black level of a site of the view, DN.</summary>
    public float BlackAt(int row, int column) => _layout.BlackAt((row + RowShift) & 1, (column + ColumnShift) & 1);

    /// <summary>Throws unless a colour filter array is one that networks are made for.</summary>
    /// <exception cref="FixPixException">It is neither Bayer nor monochrome.</exception>
    public static void RequireKnown(CfaPattern cfa)
    {
        if (!cfa.IsBayer && !cfa.IsMonochrome)
        {
            throw new FixPixException($"colour filter array {cfa.Name}: this network sees Bayer and monochrome mosaics only");
        }
    }

    /// <summary>Where an index beyond 0 to length − 1 lies in the frame: mirrored at its ends, as often as needed.</summary>
    public static int Mirror(int index, int length)
    {
        int period = Math.Max(1, 2 * (length - 1));
        int place = (index % period + period) % period;
        return place < length ? place : period - place;
    }

    /// <summary>Copies samples of one row.</summary>
    /// <param name="samples">The mosaic's samples.</param>
    /// <param name="row">The view's row; may lie beyond the frame.</param>
    /// <param name="left">The view's first column; may lie beyond the frame.</param>
    /// <param name="target">One sample for each column wanted, DN.</param>
    public void CopyRow(ReadOnlySpan<ushort> samples, int row, int left, Span<ushort> target)
    {
        int width = _layout.Width, first = left - ColumnShift;
        bool missing = IsMissing(row - RowShift, _layout.Height);
        ReadOnlySpan<ushort> source = samples.Slice(Mirror(row - RowShift, _layout.Height) * width, width);
        int start = missing ? target.Length : Math.Clamp(-first, 0, target.Length);
        int end = Math.Clamp(width - first, start, target.Length);
        if (start < end)
        {
            source[(first + start)..(first + end)].CopyTo(target[start..]);
        }

        for (int place = start > 0 ? 0 : end; place < target.Length; place = place + 1 == start ? end : place + 1)
        {
            int column = first + place;
            target[place] = missing || IsMissing(column, width) ? (ushort)BlackAt(row, left + place) : source[Mirror(column, width)];
        }
    }

    private bool IsMissing(int index, int length) => length == 1 && Step == 2 && (index & 1) != 0;
}
