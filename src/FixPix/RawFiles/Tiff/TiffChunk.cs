namespace FixPix.RawFiles.Tiff;

/// <summary>One strip or tile of an image.</summary>
/// <param name="Index">Its place among the image's chunks.</param>
/// <param name="Row">Image row of its first sample.</param>
/// <param name="Column">Image column of its first sample.</param>
/// <param name="Rows">Rows that are stored; those of a tile may reach below the image.</param>
/// <param name="Columns">Columns that are stored; those of a tile may reach beyond the image.</param>
/// <param name="VisibleRows">Rows that lie in the image.</param>
/// <param name="VisibleColumns">Columns that lie in the image.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="ByteCount">How many bytes it has.</param>
internal readonly record struct TiffChunk(
    int Index, int Row, int Column, int Rows, int Columns, int VisibleRows, int VisibleColumns, long Offset, long ByteCount)
{
    /// <summary>The byte after its last one.</summary>
    public long End => Offset + ByteCount;
}
