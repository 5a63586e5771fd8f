using FixPix.Mosaics;

namespace FixPix.RawFiles.Dumps;

/// <summary>Samples and nothing else, as sensors and development boards write them; the user says the size.</summary>
internal sealed class DumpFormat : RawFormat
{
    public override string Name => "dump";

    public override IReadOnlyList<string> Extensions { get; } =
        [".raw", ".bin", ".dat", ".data", ".img", ".bayer", ".raw8", ".raw10", ".raw12", ".raw16"];

    public override bool CanWrite => true;

    /// <summary>By the name alone, as there is no signature: asked after all formats that have one.</summary>
    public override bool Recognizes(FileBytes file, string extension) => Extensions.Contains(extension);

    public override RawContents Read(FileBytes file, RawReadSettings settings)
    {
        List<string> notes = [];
        PackedRows rows = DumpLayout.Find(file.Length, settings, notes);
        MosaicLayout layout = LayoutSettings.Make(rows.Width, rows.Height, SamplePacking.Range(rows.Packing), settings, notes);
        Mosaic mosaic = new(layout, rows.Read(file));
        LayoutSettings.NoteWhite(mosaic, settings, notes);
        return new RawContents(mosaic)
        {
            StoredBits = SamplePacking.Bits(rows.Packing),
            Storage = $"headerless, {SamplePacking.Name(rows.Packing)}",
            Notes = notes,
        };
    }

    /// <summary>A new dump is 16 bit little-endian.</summary>
    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings)
    {
        if (source is not null)
        {
            DumpLayout.Find(source.Length, sourceSettings, []).WritePatched(output, mosaic, source);
            return;
        }

        new PackedRows(DumpPacking.LittleEndian16, mosaic.Width, mosaic.Height, 0).Write(output, mosaic, null);
    }
}
