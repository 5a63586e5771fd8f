using FixPix.Mosaics;

namespace FixPix.RawFiles.Png;

/// <summary>
/// PNG pictures that hold a mosaic: grey of 1 to 16 bits, or colour whose channels are equal. A picture that came in as
/// PNG keeps its bit depth, its kind, its opacity and all its other chunks; an interlaced one is written without passes.
/// </summary>
internal sealed class PngFormat : RawFormat
{
    public override string Name => "PNG";

    public override IReadOnlyList<string> Extensions { get; } = [".png"];

    public override bool CanWrite => true;

    public override bool Recognizes(FileBytes file, string extension) =>
        file.Head(PngChunk.Signature.Length).AsSpan().SequenceEqual(PngChunk.Signature);

    public override RawContents Read(FileBytes file, RawReadSettings settings)
    {
        List<string> notes = [];
        PngReader reader = PngReader.Open(file);
        PngHeader header = reader.Header;
        MosaicLayout layout = LayoutSettings.Make(header.Width, header.Height, header.Range, settings, notes);
        Mosaic mosaic = new(layout, reader.ReadSamples());
        if (header.Channels > 1)
        {
            notes.Add(header.ColorChannels == 3 ? "three equal colour channels, read as one" : "the opacity is kept, not used");
        }

        LayoutSettings.NoteWhite(mosaic, settings, notes);
        string kind = header.ColorChannels == 3 ? "equal colour channels" : "grey";
        return new RawContents(mosaic) { StoredBits = header.BitDepth, Storage = $"{kind}, {header.BitDepth} bit, deflate", Notes = notes };
    }

    /// <summary>A new picture has 8 bits if all samples and the white level fit, else 16.</summary>
    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings)
    {
        if (source is not null)
        {
            WritePatched(output, mosaic, source);
            return;
        }

        bool small = mosaic.Layout.WhiteDn <= byte.MaxValue && !mosaic.Samples.AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)byte.MaxValue);
        PngWriter.WriteSamples(output, mosaic.Samples, new PngHeader(mosaic.Width, mosaic.Height, small ? 8 : 16, PngColorType.Grey, false));
    }

    private static void WritePatched(Stream output, Mosaic mosaic, FileBytes source)
    {
        PngReader reader = PngReader.Open(source);
        RequireFit(reader.Header, mosaic);
        output.Write(PngChunk.Signature);
        bool written = false;
        foreach (PngChunk chunk in reader.Chunks)
        {
            if (chunk.Type == PngChunk.Header)
            {
                PngEncoder.WriteChunk(output, PngChunk.Header, (reader.Header with { IsInterlaced = false }).ToBytes());
            }
            else if (chunk.Type != PngChunk.Data)
            {
                chunk.CopyTo(output, source);
            }
            else if (!written)
            {
                WriteRows(output, mosaic, reader);
                written = true;
            }
        }
    }

    private static void WriteRows(Stream output, Mosaic mosaic, PngReader reader)
    {
        // Opacity is in the source alone, so its rows are read again.
        using PngRows? rows = reader.Header.Channels is 2 or 4 ? reader.OpenRows() : null;
        rows?.Begin(reader.Header.Width);
        using PngEncoder encoder = new(output, reader.Header with { IsInterlaced = false }, hasNoise: true);
        for (int row = 0; row < mosaic.Height; row++)
        {
            if (rows is not null)
            {
                rows.Next().CopyTo(encoder.Row);
            }

            PngChannels.Pack(reader.Header, mosaic.Row(row), encoder.Row);
            encoder.WriteRow();
        }
    }

    private static void RequireFit(PngHeader header, Mosaic mosaic)
    {
        if (header.Width != mosaic.Width || header.Height != mosaic.Height)
        {
            throw new FixPixException($"mosaic of {mosaic.Width}×{mosaic.Height} for a PNG of {header.Width}×{header.Height}");
        }

        int index = mosaic.Samples.AsSpan().IndexOfAnyExceptInRange((ushort)0, (ushort)header.Range);
        if (index >= 0)
        {
            throw new FixPixException(
                $"sample {mosaic.Samples[index]} at row {index / mosaic.Width}, column {index % mosaic.Width} does not fit the PNG's {header.BitDepth} bits");
        }
    }
}
