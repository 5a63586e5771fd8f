using System.Globalization;
using System.Text;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Fits;

/// <summary>Writes a mosaic that comes from another container as a new FITS file: BITPIX 16 with BZERO 32768, or 8; top row first.</summary>
internal static class FitsWriter
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes a file.</summary>
    /// <param name="output">Empty.</param>
    /// <param name="mosaic">What to write.</param>
    /// <param name="comments">Comments for the header, printable ASCII, up to 70 characters each.</param>
    public static void Write(Stream output, Mosaic mosaic, params ReadOnlySpan<string> comments)
    {
        bool bytes = mosaic.Layout.WhiteDn <= byte.MaxValue && !mosaic.Samples.AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)byte.MaxValue);
        StringBuilder header = new();
        AddStructure(header, mosaic, bytes);
        AddLevels(header, mosaic.Layout);
        AddCamera(header, mosaic.Camera);
        foreach (string comment in comments)
        {
            header.Append(("COMMENT " + comment).PadRight(FitsHeader.CardLength)[..FitsHeader.CardLength]);
        }

        header.Append("END".PadRight(FitsHeader.CardLength));
        header.Append(' ', Filling(header.Length));
        output.Write(Encoding.ASCII.GetBytes(header.ToString()));
        WriteSamples(output, mosaic.Samples, bytes);
        output.Write(new byte[Filling((long)mosaic.Samples.Length * (bytes ? 1 : 2))]);
    }

    /// <summary>A card with a text value.</summary>
    public static string Card(string keyword, string text, string comment)
    {
        StringBuilder value = new();
        foreach (char character in text)
        {
            value.Append(character is '\'' ? "''" : character is >= ' ' and <= '~' ? character : '?');
        }

        // A quote that is cut in half would end the text.
        string cut = value.Length <= 60 ? value.ToString() : value.ToString(0, 60).TrimEnd('\'');
        return Raw(keyword, $"'{cut,-8}'".PadRight(20), comment);
    }

    private static void AddStructure(StringBuilder header, Mosaic mosaic, bool bytes)
    {
        header.Append(Raw("SIMPLE", "T", "conforms to the FITS standard"));
        header.Append(Number("BITPIX", bytes ? 8 : 16, "bits of a sample"));
        header.Append(Number("NAXIS", 2, "number of axes"));
        header.Append(Number("NAXIS1", mosaic.Width, "columns"));
        header.Append(Number("NAXIS2", mosaic.Height, "rows"));
        if (!bytes)
        {
            header.Append(Number("BZERO", 32768, "samples are unsigned"));
            header.Append(Number("BSCALE", 1, ""));
        }

        header.Append(Card("ROWORDER", "TOP-DOWN", "the first row is the top one"));
    }

    private static void AddLevels(StringBuilder header, MosaicLayout layout)
    {
        if (!layout.Cfa.IsMonochrome)
        {
            header.Append(Card("BAYERPAT", layout.Cfa.Name, "filters, from the top left corner"));
            header.Append(Number("XBAYROFF", 0, ""));
            header.Append(Number("YBAYROFF", 0, ""));
        }

        SensorArea area = layout.ActiveArea;
        if (area != new SensorArea(0, 0, layout.Height, layout.Width))
        {
            header.Append(Card("DATASEC", $"[{area.Left + 1}:{area.Right},{area.Top + 1}:{area.Bottom}]", "where light reaches the sensor"));
        }

        for (int position = 0; position < layout.BlackDn.Length; position++)
        {
            header.Append(Number($"BLKDN{position + 1}", layout.BlackDn[position], "black level of a filter position"));
        }

        header.Append(Number("WHITEDN", layout.WhiteDn, "white level"));
    }

    private static void AddCamera(StringBuilder header, CameraMetadata camera)
    {
        if ((camera.Model ?? camera.Make) is string model)
        {
            header.Append(Card("INSTRUME", model, "camera"));
        }

        AddNumber(header, "EXPTIME", camera.ExposureSeconds, "exposure time, s");
        AddNumber(header, "ISOSPEED", camera.Iso, "ISO speed");
        AddNumber(header, "CCD-TEMP", camera.TemperatureCelsius, "sensor temperature, degrees C");
        if (camera.TakenAt is DateTime date)
        {
            header.Append(Card("DATE-OBS", date.ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture), "by the camera's clock"));
        }
    }

    private static void AddNumber(StringBuilder header, string keyword, double? number, string comment)
    {
        if (number is double value && double.IsFinite(value))
        {
            header.Append(Number(keyword, value, comment));
        }
    }

    private static string Number(string keyword, double number, string comment)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return Raw(keyword, text.PadLeft(20), comment);
    }

    private static string Raw(string keyword, string value, string comment) =>
        $"{keyword,-8}= {value,20}{(comment.Length == 0 ? "" : " / ")}{comment}".PadRight(FitsHeader.CardLength)[..FitsHeader.CardLength];

    private static void WriteSamples(Stream output, ReadOnlySpan<ushort> samples, bool bytes)
    {
        byte[] chunk = new byte[Math.Min(ChunkBytes, (long)samples.Length * 2)];
        int length = bytes ? chunk.Length : chunk.Length / 2;
        for (int first = 0; first < samples.Length; first += length)
        {
            ReadOnlySpan<ushort> piece = samples.Slice(first, Math.Min(length, samples.Length - first));
            if (!bytes)
            {
                FitsSamples.EncodeUnsigned16(piece, chunk);
            }

            for (int index = 0; bytes && index < piece.Length; index++)
            {
                chunk[index] = (byte)piece[index];
            }

            output.Write(chunk.AsSpan(0, piece.Length * (bytes ? 1 : 2)));
        }
    }

    private static int Filling(long length) => (int)((FitsHeader.BlockLength - (length % FitsHeader.BlockLength)) % FitsHeader.BlockLength);
}
