using System.Buffers.Binary;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// Writes lossless JPEG (ITU-T T.81, process 14, SOF3) in two passes: the first counts the differences, so that each
/// component gets the shortest code there is; the second writes. The same samples give the same bytes.
/// </summary>
internal static class LosslessJpegEncoder
{
    /// <summary>Encodes a rectangle of samples.</summary>
    /// <param name="samples">The rectangle's first sample comes first.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="rowSamples">Samples of a row, a multiple of the components.</param>
    /// <param name="rows">Rows, 1 to 65535.</param>
    /// <param name="components">Interleaved components, 1 to 4: 2 for a Bayer mosaic, so that a sample's left neighbour has its colour.</param>
    /// <param name="precision">Bits of a sample, 2 to 16.</param>
    /// <param name="output">Gets the stream, in pieces.</param>
    /// <param name="predictor">1 to 7. Those above 1 look at the row above, which in a Bayer mosaic has other colours.</param>
    /// <returns>Number of bytes written.</returns>
    /// <exception cref="FixPixException">A sample has more bits than the precision.</exception>
    public static long Encode(
        ReadOnlySpan<ushort> samples, int stride, int rowSamples, int rows, int components, int precision, Stream output, int predictor = 1)
    {
        RequireShape(rowSamples, rows, components, precision, predictor);
        DifferenceRows differences = new(samples, stride, rowSamples, components, precision, predictor);
        RequireRange(samples, stride, rowSamples, rows, precision);
        HuffmanCode[] codes = CountDifferences(differences, rows, components);
        byte[] headers = Headers(rowSamples / components, rows, precision, predictor, codes);
        output.Write(headers);
        using EntropyWriter writer = new(output, codes);
        for (int row = 0; row < rows; row++)
        {
            writer.Write(differences.Row(row));
        }

        writer.Finish();
        output.Write([0xFF, JpegMarker.EndOfImage]);
        return headers.Length + writer.Written + 2;
    }

    private static void RequireShape(int rowSamples, int rows, int components, int precision, int predictor)
    {
        if (components is < 1 or > 4 || precision is < 2 or > 16 || predictor is < 1 or > 7
            || rowSamples < 1 || rowSamples % components != 0 || rowSamples / components > ushort.MaxValue || rows is < 1 or > ushort.MaxValue)
        {
            throw new FixPixException(
                $"lossless JPEG of {rowSamples}×{rows} samples, {components} components, {precision} bits, predictor {predictor}: "
                + "expected up to 65535 columns and rows, 1 to 4 components that divide the row, 2 to 16 bits, predictor 1 to 7");
        }
    }

    private static void RequireRange(ReadOnlySpan<ushort> samples, int stride, int rowSamples, int rows, int precision)
    {
        for (int row = 0; row < rows && precision < 16; row++)
        {
            ReadOnlySpan<ushort> line = samples.Slice(row * stride, rowSamples);
            int column = line.IndexOfAnyExceptInRange((ushort)0, (ushort)((1 << precision) - 1));
            if (column >= 0)
            {
                throw new FixPixException($"lossless JPEG of {precision} bits: sample {line[column]} at row {row}, column {column} has more");
            }
        }
    }

    private static HuffmanCode[] CountDifferences(DifferenceRows differences, int rows, int components)
    {
        long[] occurrences = new long[components * HuffmanCode.Categories];
        for (int row = 0; row < rows; row++)
        {
            DifferenceCategories.Count(differences.Row(row), components, occurrences);
        }

        HuffmanCode[] codes = new HuffmanCode[components];
        for (int component = 0; component < components; component++)
        {
            codes[component] = OptimalHuffman.Make(occurrences.AsSpan(component * HuffmanCode.Categories, HuffmanCode.Categories));
        }

        return codes;
    }

    private static byte[] Headers(int width, int rows, int precision, int predictor, HuffmanCode[] codes)
    {
        using MemoryStream headers = new(512);
        headers.Write([0xFF, JpegMarker.StartOfImage]);
        byte[] frame = new byte[6 + (3 * codes.Length)];
        (frame[0], frame[5]) = ((byte)precision, (byte)codes.Length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)rows);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), (ushort)width);
        byte[] scan = new byte[4 + (2 * codes.Length)];
        (scan[0], scan[1 + (2 * codes.Length)]) = ((byte)codes.Length, (byte)predictor);
        for (int index = 0; index < codes.Length; index++)
        {
            (frame[6 + (3 * index)], frame[7 + (3 * index)]) = ((byte)index, 0x11);
            (scan[1 + (2 * index)], scan[2 + (2 * index)]) = ((byte)index, (byte)(index << 4));
        }

        WriteSegment(headers, JpegMarker.StartOfLosslessFrame, frame);
        for (int index = 0; index < codes.Length; index++)
        {
            WriteSegment(headers, JpegMarker.DefineHuffmanTables, [(byte)index, .. codes[index].Counts, .. codes[index].Values]);
        }

        WriteSegment(headers, JpegMarker.StartOfScan, scan);
        return headers.ToArray();
    }

    private static void WriteSegment(MemoryStream headers, byte marker, ReadOnlySpan<byte> body)
    {
        int length = body.Length + 2;
        headers.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        headers.Write(body);
    }
}
