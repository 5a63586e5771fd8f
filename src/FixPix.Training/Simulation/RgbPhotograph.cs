using FixPix.RawFiles.Png;

namespace FixPix.Training.Simulation;

/// <summary>
/// A developed photograph, ready to be seen by simulated cameras: three planes of sRGB-encoded values at full size and at
/// every halving, so that a crop costs the same at any scale.
/// </summary>
public sealed class RgbPhotograph
{
    private const int Colors = 3;

    private readonly Level[] _levels;

    private RgbPhotograph(Level[] levels) => _levels = levels;

    /// <summary>Columns.</summary>
    public int Width => _levels[0].Width;

    /// <summary>Rows.</summary>
    public int Height => _levels[0].Height;

    /// <summary>How often it was halved, the full size included.</summary>
    internal int LevelCount => _levels.Length;

    /// <summary>Whether its values were proportional to light: then no tone curve is undone.</summary>
    public bool IsLinear { get; private init; }

    /// <summary>Reads a PNG file of 8 or 16 bits.</summary>
    /// <exception cref="FixPixException">It cannot be read; the message names it.</exception>
    public static RgbPhotograph Open(string path)
    {
        ColorPng file = ColorPng.Open(path);
        return Of(file.Samples, file.Width, file.Height, file.MaxValue, file.IsLinear);
    }

    /// <summary>
    /// Reads a PNG file without its outermost rows and columns, a 64th of its shorter side all around: scans have a frame there, and pictures that were made smaller the traces of their filter. To a sensor's eye those are defective rows and
    /// columns, and no camera ever saw them.
    /// </summary>
    /// <exception cref="FixPixException">It cannot be read; the message names it.</exception>
    public static RgbPhotograph OpenInside(string path)
    {
        ColorPng file = ColorPng.Open(path);
        int border = Math.Min(file.Width, file.Height) / 64, width = file.Width - (2 * border), height = file.Height - (2 * border);
        ushort[] inside = new ushort[height * width * Colors];
        for (int row = 0; row < height; row++)
        {
            file.Samples.AsSpan((((row + border) * file.Width) + border) * Colors, width * Colors).CopyTo(inside.AsSpan(row * width * Colors));
        }

        return Of(inside, width, height, file.MaxValue, file.IsLinear);
    }

    /// <summary>Takes a picture from memory.</summary>
    /// <param name="samples">height × width × 3 values, row-major: red, green, blue.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="maxValue">What stands for white, 1 to 65535.</param>
    /// <param name="isLinear">Whether the values are proportional to light; sRGB-encoded otherwise.</param>
    /// <exception cref="FixPixException">Size, samples or white do not fit together.</exception>
    public static RgbPhotograph Of(ReadOnlySpan<ushort> samples, int width, int height, int maxValue, bool isLinear = false)
    {
        if (width < 1 || height < 1 || (long)width * height * Colors != samples.Length || maxValue is < 1 or > ushort.MaxValue)
        {
            throw new FixPixException(
                $"photograph of {width}×{height} with white {maxValue}: {samples.Length} samples given, width × height × 3 and 1 to 65535 expected");
        }

        ushort[] codes = Codes(maxValue, isLinear);
        Level full = new(width, height);
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            for (int color = 0; color < Colors; color++)
            {
                full.Planes[color][pixel] = codes[Math.Min(samples[(pixel * Colors) + color], maxValue)];
            }
        }

        List<Level> levels = [full];
        while (Math.Min(levels[^1].Width, levels[^1].Height) >= 2)
        {
            levels.Add(levels[^1].Half());
        }

        return new RgbPhotograph([.. levels]) { IsLinear = isLinear };
    }

    /// <summary>The picture without its finest level: half the rows and columns.</summary>
    internal RgbPhotograph Halved() => new(_levels[1..]) { IsLinear = IsLinear };

    /// <summary>One row of codes, 0 to <see cref="PhotographTone.MaxCode"/>.</summary>
    /// <param name="level">How often the picture was halved.</param>
    /// <param name="color">0 red, 1 green, 2 blue.</param>
    /// <param name="row">0 to the level's height − 1.</param>
    internal ReadOnlySpan<ushort> Row(int level, int color, int row) =>
        _levels[level].Planes[color].AsSpan(row * _levels[level].Width, _levels[level].Width);

    internal int WidthOf(int level) => _levels[level].Width;

    internal int HeightOf(int level) => _levels[level].Height;

    private static ushort[] Codes(int maxValue, bool isLinear)
    {
        ushort[] codes = new ushort[maxValue + 1];
        for (int value = 0; value <= maxValue; value++)
        {
            double share = value / (double)maxValue;
            codes[value] = (ushort)Math.Round(PhotographTone.MaxCode * (isLinear ? PhotographTone.EncodeSrgb(share) : share));
        }

        return codes;
    }

    private sealed class Level(int width, int height)
    {
        private static readonly float[] s_light = LightOfCodes();

        public int Width { get; } = width;

        public int Height { get; } = height;

        public ushort[][] Planes { get; } = [new ushort[width * height], new ushort[width * height], new ushort[width * height]];

        /// <summary>The mean light of each 2×2 pixels; an odd last row or column is left out.</summary>
        public Level Half()
        {
            Level half = new(Width / 2, Height / 2);
            for (int color = 0; color < Colors; color++)
            {
                for (int row = 0; row < half.Height; row++)
                {
                    ReadOnlySpan<ushort> above = Planes[color].AsSpan(2 * row * Width, Width);
                    ReadOnlySpan<ushort> below = Planes[color].AsSpan(((2 * row) + 1) * Width, Width);
                    Span<ushort> target = half.Planes[color].AsSpan(row * half.Width, half.Width);
                    for (int column = 0; column < target.Length; column++)
                    {
                        int left = 2 * column;
                        target[column] = CodeOf((s_light[above[left]] + s_light[above[left + 1]] + s_light[below[left]] + s_light[below[left + 1]]) / 4);
                    }
                }
            }

            return half;
        }

        private static float[] LightOfCodes()
        {
            float[] light = new float[PhotographTone.MaxCode + 1];
            PhotographTone.FillTable(0, light);
            return light;
        }

        private static ushort CodeOf(float light) => (ushort)Math.Round(PhotographTone.MaxCode * PhotographTone.EncodeSrgb(light));
    }
}
