using FixPix.Mosaics;

namespace FixPix.RawFiles.Npy;

/// <summary>NumPy's array file: two dimensions of u1, u2 (either byte order) or b1, in C order.</summary>
internal sealed class NpyFormat : RawFormat
{
    public override string Name => "NPY";

    public override IReadOnlyList<string> Extensions { get; } = [".npy"];

    public override bool CanWrite => true;

    public override bool Recognizes(FileBytes file, string extension) => file.Head(6).AsSpan().SequenceEqual(NpyHeader.Signature);

    public override RawContents Read(FileBytes file, RawReadSettings settings)
    {
        List<string> notes = [];
        NpyHeader header = NpyHeader.Read(file);
        MosaicLayout layout = LayoutSettings.Make(header.Rows.Width, header.Rows.Height, header.Range, settings, notes);
        Mosaic mosaic = new(layout, header.Rows.Read(file));
        LayoutSettings.NoteWhite(mosaic, settings, notes);
        int bits = SamplePacking.Bits(header.Rows.Packing);
        return new RawContents(mosaic) { StoredBits = bits, Storage = $"array, {SamplePacking.Name(header.Rows.Packing)}", Notes = notes };
    }

    /// <summary>A new array is u1 if all samples and the white level fit, else little-endian u2.</summary>
    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings)
    {
        if (source is not null)
        {
            NpyHeader.Read(source).Rows.WritePatched(output, mosaic, source);
            return;
        }

        bool small = mosaic.Layout.WhiteDn <= byte.MaxValue && !mosaic.Samples.AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)byte.MaxValue);
        byte[] header = NpyHeader.Make(small ? "|u1" : "<u2", mosaic.Height, mosaic.Width);
        output.Write(header);
        new PackedRows(small ? DumpPacking.Bytes8 : DumpPacking.LittleEndian16, mosaic.Width, mosaic.Height, header.Length).Write(output, mosaic, null);
    }
}
