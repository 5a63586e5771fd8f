using System.Buffers.Binary;

namespace FixPix.Tests;

/// <summary>Damage as files take it, or as someone does on purpose; the same seed does the same damage.</summary>
internal static class Mutations
{
    private static readonly uint[] s_lies = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>A damaged copy: one to four bit flips, overwritten bytes, cuts, insertions, or fields that lie.</summary>
    public static byte[] Of(byte[] original, int seed)
    {
        Random random = new(seed);
        byte[] bytes = (byte[])original.Clone();
        int count = 1 + random.Next(4);
        for (int index = 0; index < count; index++)
        {
            bytes = Once(bytes, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        int place = Place(bytes.Length, random);
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                bytes[place] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3 or 4:
                bytes[place] = (byte)random.Next(256);
                return bytes;
            case 5:
                random.NextBytes(bytes.AsSpan(place, Math.Min(bytes.Length - place, 1 + random.Next(8))));
                return bytes;
            case 6:
                return bytes[..place];
            case 7:
                byte[] inserted = new byte[1 + random.Next(16)];
                random.NextBytes(inserted);
                return [.. bytes[..place], .. inserted, .. bytes[place..]];
            case 8:
                int removed = Math.Min(bytes.Length - place, 1 + random.Next(16));
                return [.. bytes[..place], .. bytes[(place + removed)..]];
            default:
                Lie(bytes.AsSpan(place), random);
                return bytes;
        }
    }

    // Half of the damage goes to the first bytes, where the headers are.
    private static int Place(int length, Random random) => random.Next(2) == 0 ? random.Next(Math.Min(length, 128)) : random.Next(length);

    private static void Lie(Span<byte> field, Random random)
    {
        uint lie = s_lies[random.Next(s_lies.Length)];
        Span<byte> value = stackalloc byte[4];
        int width = random.Next(2) == 0 ? 2 : 4;
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(value, lie);
            value = value[..width];
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(value, lie);
            value = value[^width..];
        }

        value[..Math.Min(width, field.Length)].CopyTo(field);
    }
}
