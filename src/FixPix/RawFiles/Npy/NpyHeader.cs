using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Npy;

/// <summary>What an NPY file says of itself (NumPy enhancement proposal 1, format versions 1 to 3).</summary>
/// <param name="Rows">Where and how the samples are stored.</param>
/// <param name="IsBoolean">Whether the samples are truth values.</param>
internal readonly record struct NpyHeader(PackedRows Rows, bool IsBoolean)
{
    // Headers of arrays of numbers have some hundred bytes.
    private const int MaxLength = 1 << 16;

    /// <summary>The six bytes that a file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The largest value that a sample can have.</summary>
    public int Range => IsBoolean ? 1 : SamplePacking.Range(Rows.Packing);

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="RawFileException">It is broken, or the array is of an unsupported kind.</exception>
    public static NpyHeader Read(FileBytes file)
    {
        byte[] head = file.Head(12);
        if (head.Length < 12 || !head.AsSpan().StartsWith(Signature))
        {
            throw new CorruptFileException("NPY header: incomplete");
        }

        if (head[6] is < 1 or > 3)
        {
            throw new UnsupportedFileException($"NPY version {head[6]}, 1 to 3 supported");
        }

        int start = head[6] == 1 ? 10 : 12;
        long length = head[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8));
        if (length > MaxLength)
        {
            throw new CorruptFileException($"NPY header of {length} bytes, at most {MaxLength} expected");
        }

        string text = Encoding.Latin1.GetString(file.Read(start, length, "NPY header"));
        if (Value(text, "fortran_order") != "False")
        {
            throw new UnsupportedFileException("an NPY array in Fortran order; numpy.ascontiguousarray turns it");
        }

        (int height, int width) = Shape(Value(text, "shape"));
        string type = Value(text, "descr").Trim('\'', '"');
        DumpPacking packing = type switch
        {
            "|u1" or "<u1" or ">u1" or "|b1" => DumpPacking.Bytes8,
            "<u2" => DumpPacking.LittleEndian16,
            ">u2" => DumpPacking.BigEndian16,
            _ => throw new UnsupportedFileException($"an NPY array of type '{Shortened(type)}'; |u1, <u2, >u2 and |b1 are supported"),
        };
        PackedRows rows = new(packing, width, height, start + length);
        file.Require(rows.Offset, rows.End - rows.Offset, $"NPY array of {height}×{width}");
        return new NpyHeader(rows, type == "|b1");
    }

    /// <summary>The bytes before the samples of a new file, version 1.0.</summary>
    /// <param name="type">NumPy's name of the type, for example "&lt;u2".</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static byte[] Make(string type, int height, int width)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({height}, {width}), }}");

        // The samples begin at a multiple of 64; a line feed ends the header.
        byte[] header = new byte[(10 + text.Length + 1 + 63) / 64 * 64];
        header.AsSpan().Fill((byte)' ');
        Signature.CopyTo(header);
        (header[6], header[7], header[^1]) = (1, 0, (byte)'\n');
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(header.Length - 10));
        Encoding.ASCII.GetBytes(text, header.AsSpan(10));
        return header;
    }

    // The value of a key of the header's dictionary: up to the next comma outside of brackets.
    private static string Value(string text, string key)
    {
        int start = text.IndexOf($"'{key}'", StringComparison.Ordinal);
        int colon = start < 0 ? -1 : text.IndexOf(':', start);
        if (colon < 0)
        {
            throw new CorruptFileException($"NPY header: no '{key}'");
        }

        (int end, int depth) = (colon + 1, 0);
        for (; end < text.Length && (depth > 0 || text[end] is not (',' or '}')); end++)
        {
            depth += text[end] is '(' or '[' ? 1 : text[end] is ')' or ']' ? -1 : 0;
        }

        return text[(colon + 1)..end].Trim();
    }

    private static (int Height, int Width) Shape(string text)
    {
        string[] parts = text.StartsWith('(') && text.EndsWith(')') && text.Length > 1 ? text[1..^1].Split(',', StringSplitOptions.TrimEntries) : [];
        if (parts.Length != 2 || parts[1].Length == 0)
        {
            throw new UnsupportedFileException($"an NPY array of shape {Shortened(text)}; (rows, columns) supported");
        }

        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || height < 1 || width < 1 || (long)height * width > MosaicLayout.MaxSamples)
        {
            throw new CorruptFileException($"NPY array of shape {Shortened(text)}: 1×1 to {MosaicLayout.MaxSamples} samples expected");
        }

        return (height, width);
    }

    // What a message shows of a text that the file holds: one line, not endless.
    private static string Shortened(string text) => string.Concat(text.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter));
}
