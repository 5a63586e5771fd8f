using System.Buffers.Binary;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Dng;

/// <summary>The bad pixels that a DNG lists itself, and what remains of the lists when some have been mended.</summary>
internal static class EmbeddedDefects
{
    // A list that names the whole sensor several times over is no list of bad pixels.
    private const int MaxCoverage = 4;

    /// <summary>The bad pixels of opcodes 4 and 5, or null when the file has neither.</summary>
    /// <param name="opcodes">The image's OpcodeList1.</param>
    /// <param name="sensor">The sensor that the map will belong to.</param>
    /// <param name="codes">The samples as they are stored, before any linearisation.</param>
    /// <exception cref="CorruptFileException">An opcode contradicts itself.</exception>
    public static DefectMap? Find(IReadOnlyList<DngOpcode> opcodes, SensorIdentity sensor, ReadOnlySpan<ushort> codes)
    {
        List<Defect> defects = [];
        List<DefectGroup> groups = [];
        bool any = false;
        foreach (DngOpcode opcode in opcodes)
        {
            any |= opcode.Id is DngOpcode.FixBadPixelsConstant or DngOpcode.FixBadPixelsList;
            if (opcode.Id == DngOpcode.FixBadPixelsConstant)
            {
                AddConstant(ConstantOf(opcode), sensor.Width, codes, defects);
            }
            else if (opcode.Id == DngOpcode.FixBadPixelsList)
            {
                AddList(BadPixelList.Parse(opcode.Payload.Span), sensor, defects, groups);
            }
        }

        return any ? new DefectMap(sensor, defects) { Groups = [.. groups] } : null;
    }

    /// <summary>The opcodes without the bad pixels that have been mended.</summary>
    /// <param name="opcodes">The image's OpcodeList1.</param>
    /// <param name="mended">The mended sites.</param>
    /// <param name="readCodes">Reads the source's samples as they are stored; asked only for opcode 4.</param>
    /// <returns>The opcodes that remain; the same list when none has been touched.</returns>
    public static IReadOnlyList<DngOpcode> Without(IReadOnlyList<DngOpcode> opcodes, DefectMask mended, Func<ushort[]> readCodes)
    {
        List<DngOpcode> remaining = [];
        bool touched = false;
        foreach (DngOpcode opcode in opcodes)
        {
            DngOpcode? rest = opcode.Id switch
            {
                DngOpcode.FixBadPixelsConstant => IsMended(ConstantOf(opcode), mended, readCodes()) ? null : opcode,
                DngOpcode.FixBadPixelsList => Rest(opcode, mended),
                _ => opcode,
            };
            touched |= rest != opcode;
            if (rest is DngOpcode kept)
            {
                remaining.Add(kept);
            }
        }

        return touched ? remaining : opcodes;
    }

    private static uint ConstantOf(DngOpcode opcode) =>
        opcode.Payload.Length == 8
            ? BinaryPrimitives.ReadUInt32BigEndian(opcode.Payload.Span)
            : throw new CorruptFileException($"FixBadPixelsConstant: {opcode.Payload.Length} bytes, 8 expected");

    private static void AddConstant(uint constant, int width, ReadOnlySpan<ushort> codes, List<Defect> defects)
    {
        DefectKind kind = constant == 0 ? DefectKind.Dead : DefectKind.Stuck;
        for (int start = 0; constant <= ushort.MaxValue && start < codes.Length; start++)
        {
            int found = codes[start..].IndexOf((ushort)constant);
            if (found < 0)
            {
                break;
            }

            start += found;
            defects.Add(new Defect(start / width, start % width, kind));
        }
    }

    private static void AddList(BadPixelList list, SensorIdentity sensor, List<Defect> defects, List<DefectGroup> groups)
    {
        foreach (Site point in list.Points)
        {
            if ((uint)point.Row < (uint)sensor.Height && (uint)point.Column < (uint)sensor.Width)
            {
                defects.Add(new Defect(point.Row, point.Column));
            }
        }

        long room = (long)sensor.Width * sensor.Height * MaxCoverage;
        foreach (SensorArea whole in list.Areas)
        {
            SensorArea area = BadPixelList.Clip(whole, sensor.Width, sensor.Height);
            room -= (long)area.Width * area.Height;
            if (room < 0)
            {
                throw new CorruptFileException($"FixBadPixelsList: its rectangles cover the sensor more than {MaxCoverage} times");
            }

            if (area is { Width: > 0, Height: > 0 })
            {
                groups.Add(new DefectGroup(area.Width == 1 ? DefectShape.Column : area.Height == 1 ? DefectShape.Row : DefectShape.Cluster, area));
                AddArea(area, defects);
            }
        }
    }

    private static void AddArea(SensorArea area, List<Defect> defects)
    {
        for (int row = area.Top; row < area.Bottom; row++)
        {
            for (int column = area.Left; column < area.Right; column++)
            {
                defects.Add(new Defect(row, column));
            }
        }
    }

    private static bool IsMended(uint constant, DefectMask mended, ushort[] codes)
    {
        for (int index = 0; index < codes.Length; index++)
        {
            if (codes[index] == constant && !mended[index / mended.Width, index % mended.Width])
            {
                return false;
            }
        }

        return true;
    }

    private static DngOpcode? Rest(DngOpcode opcode, DefectMask mended)
    {
        BadPixelList list = BadPixelList.Parse(opcode.Payload.Span);
        List<Site> points = [.. list.Points.Where(point => mended.IsGood(point.Row, point.Column))];
        List<SensorArea> areas = [.. list.Areas.Where(area => HasGood(BadPixelList.Clip(area, mended.Width, mended.Height), mended))];
        if (points.Count == 0 && areas.Count == 0)
        {
            return null;
        }

        bool same = points.Count == list.Points.Count && areas.Count == list.Areas.Count;
        return same ? opcode : (list with { Points = points, Areas = areas }).ToOpcode(opcode.Flags);
    }

    private static bool HasGood(SensorArea area, DefectMask mended)
    {
        for (int row = area.Top; row < area.Bottom; row++)
        {
            for (int column = area.Left; column < area.Right; column++)
            {
                if (!mended[row, column])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
