namespace FixPix.EndToEnd;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
public abstract class Workplace : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("fixpix-test-").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal Outcome Run(params string[] words) => Fixpix.Run(Folder, words);

    protected string In(string name) => Path.Combine(Folder, name);

    protected byte[] Bytes(string name) => File.ReadAllBytes(In(name));

    /// <summary>A clean mosaic of 16-bit samples: soft light, an edge, a little texture; the same every time.</summary>
    protected string MakePgm(string name, int width = 96, int height = 64, int seed = 1)
    {
        Random random = new(seed);
        using FileStream stream = File.Create(In(name));
        stream.Write(System.Text.Encoding.ASCII.GetBytes($"P5\n{width} {height}\n4095\n"));
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                int light = 600 + (row * 8) + (column * 4) + (column > width / 2 ? 500 : 0) + random.Next(-12, 13);
                stream.WriteByte((byte)(light >> 8));
                stream.WriteByte((byte)light);
            }
        }

        return name;
    }

    /// <summary>The samples of a 16-bit PGM.</summary>
    protected ushort[] Samples(string pgm)
    {
        byte[] bytes = Bytes(pgm);
        int at = 0;
        for (int line = 0; line < 3; line++)
        {
            at = Array.IndexOf(bytes, (byte)'\n', at) + 1;
        }

        ushort[] samples = new ushort[(bytes.Length - at) / 2];
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] = (ushort)((bytes[at + (2 * index)] << 8) | bytes[at + (2 * index) + 1]);
        }

        return samples;
    }
}
