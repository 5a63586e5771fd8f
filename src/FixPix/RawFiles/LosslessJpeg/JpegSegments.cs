using System.Buffers.Binary;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>The marker segments before the entropy-coded data, parsed (ITU-T T.81, annex B).</summary>
internal sealed class JpegSegments
{
    private const int MaxTables = 4;
    private readonly HuffmanCode?[] _tables = new HuffmanCode?[MaxTables];
    private byte[] _componentIds = [];
    private int _restartInterval;
    private int _width;
    private int _height;
    private int _precision;

    /// <summary>Size, components, predictor.</summary>
    public LosslessJpegHeader Header { get; private set; }

    /// <summary>The code of each component, in the order of the scan.</summary>
    public HuffmanCode[] Codes { get; private set; } = [];

    /// <summary>Where the entropy-coded data begins.</summary>
    public int EntropyOffset { get; private set; }

    /// <summary>Parses up to the first scan.</summary>
    public static JpegSegments Parse(ReadOnlySpan<byte> data)
    {
        JpegSegments segments = new();
        if (data.Length < 4 || data[0] != 0xFF || data[1] != JpegMarker.StartOfImage)
        {
            throw new CorruptFileException("lossless JPEG: does not begin with the marker FFD8");
        }

        int offset = 2;
        while (!segments.ParseSegment(data, ref offset))
        {
        }

        segments.EntropyOffset = offset;
        return segments;
    }

    // Returns true after the start of the scan.
    private bool ParseSegment(ReadOnlySpan<byte> data, ref int offset)
    {
        byte marker = ReadMarker(data, ref offset);
        if (data.Length - offset < 2)
        {
            throw Truncated(offset);
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data[offset..]);
        if (length < 2 || length > data.Length - offset)
        {
            throw new CorruptFileException($"lossless JPEG: segment FF{marker:X2} at byte {offset} claims {length} bytes, {data.Length - offset} are left");
        }

        ReadOnlySpan<byte> body = data.Slice(offset + 2, length - 2);
        offset += length;
        switch (marker)
        {
            case JpegMarker.StartOfLosslessFrame:
                ParseFrame(body);
                break;
            case JpegMarker.DefineHuffmanTables:
                ParseTables(body);
                break;
            case JpegMarker.DefineRestartInterval:
                _restartInterval = body.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(body) : throw Truncated(offset);
                break;
            case JpegMarker.StartOfScan:
                ParseScan(body);
                return true;
            case JpegMarker.EndOfImage:
                throw new CorruptFileException($"lossless JPEG: ends at byte {offset} before its samples");
            case >= 0xC0 and <= 0xCF and not 0xC8 and not 0xCC:
                throw new UnsupportedFileException($"JPEG frame FF{marker:X2}: only lossless Huffman (FFC3) is supported");
        }

        return false;
    }

    private static byte ReadMarker(ReadOnlySpan<byte> data, ref int offset)
    {
        if (offset < data.Length && data[offset] != 0xFF)
        {
            throw new CorruptFileException($"lossless JPEG: byte {data[offset]:X2} at {offset}, a marker (FF) expected");
        }

        // Any number of fill bytes FF may stand before a marker (B.1.1.2).
        while (offset < data.Length && data[offset] == 0xFF)
        {
            offset++;
        }

        return offset < data.Length ? data[offset++] : throw Truncated(offset);
    }

    private void ParseFrame(ReadOnlySpan<byte> body)
    {
        if (_componentIds.Length > 0)
        {
            throw new CorruptFileException("lossless JPEG: two frame headers");
        }

        int components = body.Length >= 6 ? body[5] : 0;
        if (body.Length < 6 || body.Length < 6 + (3 * components))
        {
            throw new CorruptFileException($"lossless JPEG: frame header of {body.Length} bytes for {components} components");
        }

        (_precision, _height, _width) = (body[0], BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
        if (_precision is < 2 or > 16 || _height == 0 || _width == 0)
        {
            throw new CorruptFileException($"lossless JPEG: {_width}×{_height} of {_precision} bits; expected 1×1 to 65535×65535 of 2 to 16");
        }

        if (components is < 1 or > MaxTables)
        {
            throw new UnsupportedFileException($"lossless JPEG: {components} components, 1 to {MaxTables} supported");
        }

        _componentIds = new byte[components];
        for (int index = 0; index < components; index++)
        {
            (_componentIds[index], byte sampling) = (body[6 + (3 * index)], body[7 + (3 * index)]);

            // The sampling factors of a lone component mean nothing (A.2.2).
            if (components > 1 && sampling != 0x11)
            {
                throw new UnsupportedFileException($"lossless JPEG: sampling factors {sampling:X2} of component {index}, 1×1 supported");
            }
        }
    }

    private void ParseTables(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            int kind = body[0];
            HuffmanCode code = HuffmanCode.Parse(body[1..], out int length);
            if ((kind & 15) >= MaxTables)
            {
                throw new CorruptFileException($"lossless JPEG: Huffman table number {kind & 15}, 0 to {MaxTables - 1} expected");
            }

            // Class 1 (AC) has no use in lossless coding.
            if (kind >> 4 == 0)
            {
                _tables[kind & 15] = code;
            }

            body = body[(1 + length)..];
        }
    }

    private void ParseScan(ReadOnlySpan<byte> body)
    {
        int components = _componentIds.Length;
        if (components == 0 || body.Length < 4 + (2 * components))
        {
            throw new CorruptFileException("lossless JPEG: scan header without frame header, or too short");
        }

        if (body[0] != components)
        {
            throw new UnsupportedFileException($"lossless JPEG: a scan of {body[0]} of {components} components; all in one scan supported");
        }

        Codes = new HuffmanCode[components];
        for (int index = 0; index < components; index++)
        {
            (int id, int table) = (body[1 + (2 * index)], body[2 + (2 * index)] >> 4);
            if (id != _componentIds[index] || table >= MaxTables || _tables[table] is not { } code)
            {
                throw new CorruptFileException($"lossless JPEG: component {id} of the scan with Huffman table {table}: not defined before");
            }

            Codes[index] = code;
        }

        (int predictor, int pointTransform) = (body[1 + (2 * components)], body[3 + (2 * components)] & 15);
        if (predictor is < 1 or > 7 || pointTransform >= _precision)
        {
            throw new CorruptFileException($"lossless JPEG: predictor {predictor}, point transform {pointTransform}; expected 1 to 7, below {_precision}");
        }

        if (_restartInterval % _width != 0)
        {
            // H.1.1: the interval is a multiple of a row's.
            throw new CorruptFileException($"lossless JPEG: restart interval {_restartInterval} is no multiple of the width {_width}");
        }

        Header = new LosslessJpegHeader(_width, _height, components, _precision, predictor, pointTransform, _restartInterval / _width);
    }

    private static CorruptFileException Truncated(int offset) => new($"lossless JPEG: ends at byte {offset} within its headers");
}
