using System.Buffers.Binary;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Dng;

/// <summary>
/// The parameters of the opcode FixBadPixelsList (DNG specification 1.7, chapter 7): bad points and rectangles, in rows and
/// columns of the full raw array; a rectangle's bottom and right are the first row and column outside.
/// </summary>
/// <param name="BayerPhase">0 GRBG, 1 RGGB, 2 BGGR, 3 GBRG: as Adobe's own code has it; the specification's text is wrong.</param>
/// <param name="Points">Single bad sites; may lie outside the array.</param>
/// <param name="Areas">Bad rectangles; may reach outside the array.</param>
internal sealed record BadPixelList(uint BayerPhase, IReadOnlyList<Site> Points, IReadOnlyList<SensorArea> Areas)
{
    private const int HeadBytes = 12;

    /// <summary>Reads the opcode's parameters.</summary>
    /// <exception cref="CorruptFileException">Their length is not that of their counts.</exception>
    public static BadPixelList Parse(ReadOnlySpan<byte> payload)
    {
        (uint points, uint areas) = payload.Length < HeadBytes
            ? (uint.MaxValue, uint.MaxValue)
            : (BinaryPrimitives.ReadUInt32BigEndian(payload[4..]), BinaryPrimitives.ReadUInt32BigEndian(payload[8..]));
        if (payload.Length != HeadBytes + (8L * points) + (16L * areas))
        {
            throw new CorruptFileException($"FixBadPixelsList: {payload.Length} bytes for {points} points and {areas} rectangles");
        }

        Site[] sites = new Site[points];
        SensorArea[] rectangles = new SensorArea[areas];
        ReadOnlySpan<byte> rest = payload[HeadBytes..];
        for (int index = 0; index < sites.Length; index++)
        {
            sites[index] = new Site(Next(ref rest), Next(ref rest));
        }

        for (int index = 0; index < rectangles.Length; index++)
        {
            (int top, int left, int bottom, int right) = (Next(ref rest), Next(ref rest), Next(ref rest), Next(ref rest));
            rectangles[index] = new SensorArea(top, left, unchecked(bottom - top), unchecked(right - left));
        }

        return new BadPixelList(BinaryPrimitives.ReadUInt32BigEndian(payload), sites, rectangles);
    }

    /// <summary>The phase that the opcode has for a colour filter array; RGGB's for sensors that are not Bayer.</summary>
    public static uint PhaseOf(CfaPattern cfa) =>
        cfa.Equals(CfaPattern.Grbg) ? 0u : cfa.Equals(CfaPattern.Bggr) ? 2u : cfa.Equals(CfaPattern.Gbrg) ? 3u : 1u;

    /// <summary>The list as an opcode.</summary>
    public DngOpcode ToOpcode(uint flags)
    {
        byte[] payload = new byte[HeadBytes + (8 * Points.Count) + (16 * Areas.Count)];
        Span<byte> rest = payload;
        Put(ref rest, (int)BayerPhase);
        Put(ref rest, Points.Count);
        Put(ref rest, Areas.Count);
        foreach (Site point in Points)
        {
            Put(ref rest, point.Row);
            Put(ref rest, point.Column);
        }

        foreach (SensorArea area in Areas)
        {
            Put(ref rest, area.Top);
            Put(ref rest, area.Left);
            Put(ref rest, unchecked(area.Bottom));
            Put(ref rest, unchecked(area.Right));
        }

        return new DngOpcode(DngOpcode.FixBadPixelsList, DngOpcode.Version13, flags, payload);
    }

    /// <summary>The part of a rectangle that lies in the array; empty ones have no rows or no columns.</summary>
    public static SensorArea Clip(SensorArea area, int width, int height)
    {
        (int top, int left) = (Math.Clamp(area.Top, 0, height), Math.Clamp(area.Left, 0, width));
        (int bottom, int right) = (Math.Clamp(unchecked(area.Bottom), top, height), Math.Clamp(unchecked(area.Right), left, width));
        return new SensorArea(top, left, bottom - top, right - left);
    }

    private static int Next(ref ReadOnlySpan<byte> rest)
    {
        int value = BinaryPrimitives.ReadInt32BigEndian(rest);
        rest = rest[4..];
        return value;
    }

    private static void Put(ref Span<byte> rest, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, value);
        rest = rest[4..];
    }
}
