using System.Buffers.Binary;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>The value of OpcodeList1: opcodes for the stored samples. Always big-endian.</summary>
internal static class DngOpcodeList
{
    private const int HeadBytes = 16;

    /// <summary>The opcodes of an image, none where it has no list.</summary>
    /// <exception cref="CorruptFileException">The list is longer than its tag.</exception>
    public static List<DngOpcode> Of(TiffRaster raster) =>
        raster.Directory.TryFind(TiffTag.OpcodeList1, out TiffEntry entry) ? Parse(raster.Structure.Bytes(entry)) : [];

    /// <summary>Takes a list apart.</summary>
    public static List<DngOpcode> Parse(ReadOnlyMemory<byte> list)
    {
        uint count = list.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(list.Span) : 0;
        List<DngOpcode> opcodes = [];
        int at = 4;
        for (uint index = 0; index < count; index++)
        {
            if (list.Length - at < HeadBytes)
            {
                throw new CorruptFileException($"OpcodeList1: opcode {index} of {count} is missing");
            }

            ReadOnlySpan<byte> head = list.Span.Slice(at, HeadBytes);
            uint byteCount = BinaryPrimitives.ReadUInt32BigEndian(head[12..]);
            at += HeadBytes;
            if (byteCount > list.Length - at)
            {
                throw new CorruptFileException($"OpcodeList1: opcode {index} has {byteCount} bytes, {list.Length - at} are left");
            }

            opcodes.Add(new DngOpcode(
                BinaryPrimitives.ReadUInt32BigEndian(head),
                BinaryPrimitives.ReadUInt32BigEndian(head[4..]),
                BinaryPrimitives.ReadUInt32BigEndian(head[8..]),
                list.Slice(at, (int)byteCount)));
            at += (int)byteCount;
        }

        return opcodes;
    }

    /// <summary>Puts opcodes into the image's list; an empty list is removed.</summary>
    public static void Set(TiffEdits edits, TiffDirectory directory, IReadOnlyList<DngOpcode> opcodes)
    {
        if (opcodes.Count == 0)
        {
            edits.Remove(directory, TiffTag.OpcodeList1);
            return;
        }

        using MemoryStream list = new();
        Span<byte> head = stackalloc byte[HeadBytes];
        BinaryPrimitives.WriteInt32BigEndian(head, opcodes.Count);
        list.Write(head[..4]);
        foreach (DngOpcode opcode in opcodes)
        {
            BinaryPrimitives.WriteUInt32BigEndian(head, opcode.Id);
            BinaryPrimitives.WriteUInt32BigEndian(head[4..], opcode.Version);
            BinaryPrimitives.WriteUInt32BigEndian(head[8..], opcode.Flags);
            BinaryPrimitives.WriteInt32BigEndian(head[12..], opcode.Payload.Length);
            list.Write(head);
            list.Write(opcode.Payload.Span);
        }

        edits.Set(directory, TiffTag.OpcodeList1, TiffValue.Undefined(list.ToArray()));
    }
}
