namespace FixPix.RawFiles.Dng;

/// <summary>One opcode of a list (DNG specification 1.7, chapter 7).</summary>
/// <param name="Id">What it does.</param>
/// <param name="Version">The DNG version that a reader has to know.</param>
/// <param name="Flags">Bit 0: may be left out by a reader that does not know it. Bit 1: may be left out for previews.</param>
/// <param name="Payload">Its parameters, big-endian.</param>
internal readonly record struct DngOpcode(uint Id, uint Version, uint Flags, ReadOnlyMemory<byte> Payload)
{
    public const uint FixBadPixelsConstant = 4;
    public const uint FixBadPixelsList = 5;
    public const uint Version13 = 0x01030000;
    public const uint Optional = 1;
}
