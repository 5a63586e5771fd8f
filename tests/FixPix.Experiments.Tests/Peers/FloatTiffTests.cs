using System.Buffers.Binary;
using FixPix.Experiments.Peers;
using FixPix.RawFiles;

namespace FixPix.Experiments.Tests.Peers;

public sealed class FloatTiffTests : Scenes
{
    private const int Width = 3, Height = 2, HeadBytes = 8, Entries = 8;

    [Fact]
    public void Each_pixel_gives_the_channel_that_is_asked_for()
    {
        float[] values = FloatTiff.Read(Write(compression: 1), Width, Height, static (row, column) => (row + column) % 3);
        Assert.Equal([0, 4, 8, 10, 14, 15], values);
    }

    [Fact]
    public void Another_sort_of_picture_is_refused_by_its_file()
    {
        string packed = Write(compression: 5);
        Assert.Contains($"{packed}: a TIFF of 3×2", Assert.Throws<CorruptFileException>(() => FloatTiff.Read(packed, Width, Height, static (_, _) => 0)).Message, StringComparison.Ordinal);
        Assert.Contains("a TIFF of 9×2", Assert.Throws<CorruptFileException>(() => FloatTiff.Read(Write(compression: 1), 9, Height, static (_, _) => 0)).Message, StringComparison.Ordinal);
    }

    // Two strips of a row each; sample i is i.
    private string Write(int compression)
    {
        const int Arrays = HeadBytes + 2 + (12 * Entries) + 4, Samples = Arrays + 6 + 6 + 8 + 8, RowBytes = Width * 3 * 4;
        byte[] bytes = new byte[Samples + (Height * RowBytes)];
        void Short(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
        void Long(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        "II*\0"u8.CopyTo(bytes);
        Long(4, HeadBytes);
        Short(HeadBytes, Entries);
        (int Tag, int Type, int Count, int Value)[] entries =
        [
            (256, 4, 1, Width), (257, 4, 1, Height), (258, 3, 3, Arrays), (259, 3, 1, compression), (273, 4, 2, Arrays + 12), (277, 3, 1, 3), (279, 4, 2, Arrays + 20), (339, 3, 3, Arrays + 6),
        ];
        foreach ((int index, (int tag, int type, int count, int value)) in entries.Index())
        {
            int at = HeadBytes + 2 + (12 * index);
            Short(at, tag);
            Short(at + 2, type);
            Long(at + 4, count);
            Long(at + 8, value);
        }

        for (int channel = 0; channel < 3; channel++)
        {
            Short(Arrays + (2 * channel), 32);
            Short(Arrays + 6 + (2 * channel), 3);
        }

        for (int row = 0; row < Height; row++)
        {
            Long(Arrays + 12 + (4 * row), Samples + (row * RowBytes));
            Long(Arrays + 20 + (4 * row), RowBytes);
        }

        for (int sample = 0; sample < Width * Height * 3; sample++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(Samples + (4 * sample)), sample);
        }

        string path = Path.Combine(Folder, $"{compression}.tif");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
