namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>The second bytes of the markers that matter here (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const byte StartOfLosslessFrame = 0xC3;
    public const byte DefineHuffmanTables = 0xC4;
    public const byte FirstRestart = 0xD0;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte DefineRestartInterval = 0xDD;
}
