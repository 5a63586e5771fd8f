using System.Text;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Pgm;

/// <summary>Portable graymaps: P5 of one or two bytes a sample, P2 in decimal. Their maximum is the white level.</summary>
internal sealed class PgmFormat : RawFormat
{
    public override string Name => "PGM";

    public override IReadOnlyList<string> Extensions { get; } = [".pgm", ".pnm"];

    public override bool CanWrite => true;

    public override bool Recognizes(FileBytes file, string extension) =>
        file.Head(3) is [(byte)'P', (byte)'2' or (byte)'5', var blank] && (PgmHeader.IsBlank(blank) || blank == '#');

    public override RawContents Read(FileBytes file, RawReadSettings settings)
    {
        List<string> notes = [];
        PgmHeader header = PgmHeader.Read(file);
        int range = header.IsText ? ushort.MaxValue : SamplePacking.Range(header.Rows.Packing);
        RawReadSettings known = settings.WhiteDn is null && settings.Bits is null ? settings with { WhiteDn = header.Maximum } : settings;
        MosaicLayout layout = LayoutSettings.Make(header.Width, header.Height, range, known, notes);
        return new RawContents(new Mosaic(layout, header.IsText ? PgmText.Read(file, header) : header.Rows.Read(file)))
        {
            StoredBits = header.Maximum > byte.MaxValue ? 16 : 8,
            Storage = header.IsText ? "decimal numbers (P2)" : $"{SamplePacking.Name(header.Rows.Packing)} (P5), maximum {header.Maximum}",
            Notes = notes,
        };
    }

    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings)
    {
        if (source is null)
        {
            WriteNew(output, mosaic);
            return;
        }

        PgmHeader header = PgmHeader.Read(source);
        if (header.IsText)
        {
            PgmText.WritePatched(output, mosaic, source, header);
        }
        else
        {
            header.Rows.WritePatched(output, mosaic, source);
        }
    }

    // The format allows no sample above its maximum, a mosaic does: then the maximum is all that the bytes can hold.
    private static void WriteNew(Stream output, Mosaic mosaic)
    {
        int white = mosaic.Layout.WhiteDn;
        int highest = mosaic.Samples.AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)white) ? ushort.MaxValue : white;
        string text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P5\n{mosaic.Width} {mosaic.Height}\n{highest}\n");
        output.Write(Encoding.ASCII.GetBytes(text));
        new PgmHeader(false, mosaic.Width, mosaic.Height, highest, text.Length).Rows.Write(output, mosaic, null);
    }
}
