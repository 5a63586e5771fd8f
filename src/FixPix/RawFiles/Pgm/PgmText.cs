using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Pgm;

/// <summary>The samples of a P2 file: decimal numbers with blanks between them.</summary>
internal static class PgmText
{
    private const int PieceBytes = 1 << 16;

    private delegate void Token(ReadOnlySpan<byte> bytes, bool isNumber);

    /// <summary>Reads all samples.</summary>
    /// <exception cref="CorruptFileException">There are too few, or one is no number up to 65535.</exception>
    public static ushort[] Read(FileBytes file, PgmHeader header)
    {
        // A sample takes a digit at least, and all but the last a blank.
        int count = header.Width * header.Height;
        file.Require(header.Offset, (2L * count) - 1, $"samples of {header.Width}×{header.Height}");
        ushort[] samples = new ushort[count];
        int next = 0;
        ForEachToken(file, header.Offset, (bytes, isNumber) =>
        {
            if (isNumber && next < count)
            {
                samples[next] = Sample(bytes, next);
                next++;
            }
        });
        return next == count ? samples : throw new CorruptFileException($"PGM: {next} samples, {count} expected");
    }

    /// <summary>Writes the file again, each number that differs from its sample replaced, all else as it was.</summary>
    public static void WritePatched(Stream output, Mosaic mosaic, FileBytes source, PgmHeader header)
    {
        output.Write(source.Read(0, header.Offset, "PGM header"));
        int next = 0;
        byte[] digits = new byte[8];
        ForEachToken(source, header.Offset, (bytes, isNumber) =>
        {
            if (!isNumber || next >= mosaic.Samples.Length)
            {
                output.Write(bytes);
                return;
            }

            ushort sample = mosaic.Samples[next];
            if (Sample(bytes, next) == sample)
            {
                output.Write(bytes);
            }
            else
            {
                sample.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
                output.Write(digits, 0, length);
            }

            next++;
        });
    }

    private static ushort Sample(ReadOnlySpan<byte> digits, int index) =>
        ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort sample)
            ? sample
            : throw new CorruptFileException($"PGM: sample {index} is no number from 0 to 65535");

    // Hands out runs of blanks and runs of other letters in turn. A run ends with its piece unless it is a number.
    private static void ForEachToken(FileBytes file, long offset, Token take)
    {
        byte[] piece = new byte[PieceBytes];
        int kept = 0;
        while (kept > 0 || offset < file.Length)
        {
            int count = (int)Math.Min(piece.Length - kept, file.Length - offset);
            file.Read(offset, piece.AsSpan(kept, count), "samples");
            offset += count;
            ReadOnlySpan<byte> rest = piece.AsSpan(0, kept + count);
            kept = 0;
            while (rest.Length > 0)
            {
                bool isNumber = !PgmHeader.IsBlank(rest[0]);
                int length = 1;
                while (length < rest.Length && PgmHeader.IsBlank(rest[length]) != isNumber)
                {
                    length++;
                }

                // A number that touches the end of the piece may go on in the next, unless it fills the whole piece.
                if (isNumber && length == rest.Length && offset < file.Length && length < piece.Length / 2)
                {
                    rest.CopyTo(piece);
                    kept = length;
                    break;
                }

                take(rest[..length], isNumber);
                rest = rest[length..];
            }
        }
    }
}
