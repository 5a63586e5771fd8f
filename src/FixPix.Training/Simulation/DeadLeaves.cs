using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Simulation;

/// <summary>
/// Pictures of leaves that lie upon each other, of all sizes from a least one on: the number of those of radius r falls as r⁻³, which gives the statistics of natural pictures at all scales
/// (Lee, Mumford and Huang, "Occlusion models for natural images", 2001). Edges, corners, lines and specks without end, where photographs are few.
/// </summary>
public static class DeadLeaves
{
    // Drawn at twice the size; the mean of 2×2 pixels makes edges soft. Some pictures are coarse, some go down to specks.
    private const double FinestRadius = 2;
    private const double CoarsestRadius = 24;
    private const int MostLeaves = 700_000;
    private const double Uncovered = 0.002;
    private const int White = ushort.MaxValue;
    private const int PhotographsPerPicture = 3;
    private const int Side = 512;

    /// <summary>Photographs, and a third as many pictures of leaves behind them, each in the colours of one photograph.</summary>
    /// <param name="photographs">At least one.</param>
    /// <param name="seed">Same seed, same pictures.</param>
    /// <param name="work">Threads, cancellation.</param>
    public static IReadOnlyList<RgbPhotograph> Among(IReadOnlyList<RgbPhotograph> photographs, long seed, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        return [.. photographs, .. Draw(photographs, photographs.Count / PhotographsPerPicture, Side, seed, work)];
    }

    /// <summary>Draws pictures, each in the colours of one photograph.</summary>
    /// <param name="photographs">At least one.</param>
    /// <param name="count">How many.</param>
    /// <param name="side">Rows and columns, at least 16.</param>
    /// <param name="seed">Same seed, same pictures.</param>
    /// <param name="work">Threads, cancellation.</param>
    public static IReadOnlyList<RgbPhotograph> Draw(IReadOnlyList<RgbPhotograph> photographs, int count, int side, long seed, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 16);
        RgbPhotograph[] drawn = new RgbPhotograph[count];
        RowBands.Run(count, 1, work ?? WorkSettings.Default, (first, _) =>
        {
            SeededRandom random = new(seed ^ 0x1EAF, first);
            drawn[first] = Draw(photographs[random.NextInt(photographs.Count)], side, random);
        });
        return drawn;
    }

    private static RgbPhotograph Draw(RgbPhotograph colors, int side, SeededRandom random)
    {
        int drawnSide = 2 * side;
        double least = FinestRadius * Math.Pow(CoarsestRadius / FinestRadius, random.NextDouble());
        Palette palette = new(colors, random);
        ushort[] samples = new ushort[3 * drawnSide * drawnSide];
        bool[] covered = new bool[drawnSide * drawnSide];
        int left = covered.Length, enough = (int)(Uncovered * left);
        for (int leaf = 0; leaf < MostLeaves && left > enough; leaf++)
        {
            left -= Cover(Leaf.Draw(random, palette, least, drawnSide), samples, covered, drawnSide);
        }

        Cover(Leaf.Draw(random, palette, least, drawnSide) with { Length = 4.0 * drawnSide, Breadth = 4.0 * drawnSide }, samples, covered, drawnSide);
        return RgbPhotograph.Of(samples, drawnSide, drawnSide, White).Halved();
    }

    // From the front to the back: a pixel keeps what covered it first. Returns how many were not yet covered.
    private static int Cover(in Leaf leaf, ushort[] samples, bool[] covered, int side)
    {
        double reach = Math.Sqrt((leaf.Length * leaf.Length) + (leaf.Breadth * leaf.Breadth));
        (int top, int bottom) = ((int)Math.Max(0, leaf.Row - reach), (int)Math.Min(side - 1, leaf.Row + reach));
        (int first, int last) = ((int)Math.Max(0, leaf.Column - reach), (int)Math.Min(side - 1, leaf.Column + reach));
        int count = 0;
        for (int row = top; row <= bottom; row++)
        {
            for (int column = first; column <= last; column++)
            {
                int pixel = (row * side) + column;
                if (!covered[pixel] && leaf.Covers(row, column, out double share))
                {
                    covered[pixel] = true;
                    count++;
                    for (int color = 0; color < 3; color++)
                    {
                        samples[(3 * pixel) + color] = (ushort)(White * (leaf.One[color] + (share * (leaf.Other[color] - leaf.One[color]))));
                    }
                }
            }
        }

        return count;
    }

    // A leaf is an ellipse or a rectangle with half axes, of one colour, or between two: straight from end to end, or in waves.
    private readonly record struct Leaf(double Row, double Column, double Length, double Breadth, double Sine, double Cosine, bool IsRound, double WaveLength, float[] One, float[] Other)
    {
        public static Leaf Draw(SeededRandom random, Palette palette, double least, int side)
        {
            double most = side / 3.0, u = random.NextDouble();
            double radius = 1 / Math.Sqrt(((1 - u) / (least * least)) + (u / (most * most)));
            double aspect = random.NextInt(3) == 0 ? Math.Exp(random.NextBetween(0, 2.5)) : Math.Exp(random.NextBetween(0, 0.7));
            double angle = random.NextInt(4) == 0 ? 0 : random.NextBetween(0, Math.PI);
            float[] one = palette.Next(random);
            int filling = random.NextInt(4);
            return new Leaf(
                side * random.NextDouble(),
                side * random.NextDouble(),
                radius * Math.Sqrt(aspect),
                Math.Max(1, radius / Math.Sqrt(aspect)),
                Math.Sin(angle),
                Math.Cos(angle),
                random.NextInt(2) == 0,
                filling == 0 ? 4 * Math.Exp(random.NextDouble() * Math.Max(0, Math.Log(radius / 2))) : 0,
                one,
                filling < 2 ? palette.Next(random) : one);
        }

        public bool Covers(int row, int column, out double share)
        {
            (double y, double x) = (row - Row, column - Column);
            (double along, double across) = ((x * Cosine) + (y * Sine), (y * Cosine) - (x * Sine));
            share = WaveLength > 0 ? 0.5 + (0.5 * Math.Sin(2 * Math.PI * along / WaveLength)) : Math.Clamp((along / (2 * Length)) + 0.5, 0, 1);
            (double u, double v) = (along / Length, across / Breadth);
            return IsRound ? (u * u) + (v * v) <= 1 : Math.Abs(u) <= 1 && Math.Abs(v) <= 1;
        }
    }

    // Colours of a photograph's pixels, moved towards one of them: few pictures have all contrast everywhere.
    private sealed class Palette
    {
        private readonly RgbPhotograph _photograph;
        private readonly float[] _middle;
        private readonly float _contrast;

        public Palette(RgbPhotograph photograph, SeededRandom random)
        {
            (_photograph, _contrast, _middle) = (photograph, 1, [0, 0, 0]);
            (_middle, _contrast) = (Next(random), (float)random.NextBetween(0.2, 1));
        }

        public float[] Next(SeededRandom random)
        {
            (int row, int column) = (random.NextInt(_photograph.Height), random.NextInt(_photograph.Width));
            return [.. Enumerable.Range(0, 3).Select(color => _middle[color] + (_contrast * ((_photograph.Row(0, color, row)[column] / (float)PhotographTone.MaxCode) - _middle[color])))];
        }
    }
}
