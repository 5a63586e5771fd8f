using System.Collections.Immutable;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>
/// Batches made on the fly: a photograph, a camera drawn from the whole range, a crop of what it would read out, defects. Everything belongs to the seed and the step, so that a
/// resumed training sees what it would have seen.
/// </summary>
/// <param name="photographs">What is looked at.</param>
/// <param name="defects">Which defects.</param>
/// <param name="crops">Crops of a batch.</param>
/// <param name="side">Rows and columns of the network's plane, each 2×2 sites.</param>
/// <param name="seed">Same seed, same batches.</param>
public sealed class SimulatedCrops(IReadOnlyList<RgbPhotograph> photographs, InjectionRange defects, int crops, int side, long seed)
{
    /// <summary>The rates that <see cref="Validation"/> judges at: the paper's and those between; of the lowest no crop would have a defect.</summary>
    public static IReadOnlyList<double> JudgedRates { get; } = [0.0003, 0.001, 0.01, 0.05, 0.2, 0.4, 0.7, 0.85];

    /// <summary>Makes room for a batch: by default as the detector is trained.</summary>
    public Func<ICropExamples> Examples { get; init; } = () => new DetectorExamples(crops, side);

    /// <summary>The share of crops that are exposed long (<see cref="SensorRange.DrawLongExposure"/>): from three fifths of white on every site that deviates by 0.7 is darker than it should be, and few pictures have so much light.</summary>
    public double LongShare { get; init; }

    /// <summary>The least rows and columns of a photograph that a crop fits in.</summary>
    public static int LeastSide(int side) => 2 * side + 1;

    /// <summary>The batch of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">Steps in all: how far the highest rate has risen follows from it.</param>
    public TrainingBatch Batch(long step, long steps) =>
        Make(index => new SeededRandom(seed, (step * crops) + index), SensorRange.DrawFilm, (_, random, sites) => defects.Draw(random, sites, (double)step / steps));

    /// <summary>Crops to judge by, of photographs as they are: every rate of <see cref="JudgedRates"/> in turn, δ = 0.7, the paper's protocol.</summary>
    /// <param name="batches">How many batches.</param>
    public IReadOnlyList<TrainingBatch> Validation(int batches) =>
        [.. Enumerable.Range(0, batches).Select(batch => Make(
            index => new SeededRandom(~seed, (batch * crops) + index),
            static _ => new FilmLook(),
            (index, random, _) => SpoiledCrops.Judged((batch * crops) + index, random)))];

    private TrainingBatch Make(Func<int, SeededRandom> source, Func<SeededRandom, FilmLook> film, Func<int, SeededRandom, int, InjectionSettings> draw)
    {
        MosaicSimulator simulator = new();
        return SpoiledCrops.Make(crops, Examples(), source, (_, random) => Crop(simulator, film, random), draw);
    }

    private Mosaic Crop(MosaicSimulator simulator, Func<SeededRandom, FilmLook> film, SeededRandom random)
    {
        RgbPhotograph photograph = photographs[random.NextInt(photographs.Count)];
        SimulatedCamera camera = SensorRange.Draw(random, LargestDownscale(photograph, side)) with { Film = film(random) };
        camera = LongShare > 0 && random.NextDouble() < LongShare ? camera with { Exposure = SensorRange.DrawLongExposure(random) } : camera;
        return Turned(Look(simulator, photograph, camera, side, random), side, Turn.Draw(random));
    }

    /// <summary>The most that a photograph may be made smaller for a crop still to fit in.</summary>
    internal static double LargestDownscale(RgbPhotograph photograph, int side) => Math.Min(4, Math.Min(photograph.Height, photograph.Width) / (double)LeastSide(side));

    /// <summary>What a camera sees of a photograph somewhere: 2 side × 2 side sites, of any phase, points of light among them.</summary>
    internal static Mosaic Look(MosaicSimulator simulator, RgbPhotograph photograph, SimulatedCamera camera, int side, SeededRandom random)
    {
        (int height, int width) = camera.SizeFor(photograph);
        int top = random.NextInt(height - (2 * side) + 1), left = random.NextInt(width - (2 * side) + 1);
        SensorArea region = new(top, left, 2 * side, 2 * side);
        MosaicLayout layout = camera.LayoutOf(region);
        ushort[] samples = new ushort[layout.SampleCount];
        simulator.Simulate(photograph, region, camera, (long)random.NextBits(), samples, SensorRange.DrawLights(random, region));
        return new Mosaic(layout, samples);
    }

    /// <summary>Each photograph counts eight times; the turned filters are another phase, of which as much is kept as fills the plane.</summary>
    internal static Mosaic Turned(Mosaic whole, int side, Turn turn)
    {
        int last = (2 * side) - 1;
        MosaicLayout before = whole.Layout;
        (int Row, int Column) From(int row, int column) => turn.From(row, column, last);
        CfaPattern cfa = CfaPattern.Named.First(pattern => Enumerable.Range(0, 4).All(site => pattern.ColorAt(site / 2, site % 2) == before.Cfa.ColorAt(From(site / 2, site % 2).Row, From(site / 2, site % 2).Column)));
        (int height, int width) = DetectorExamples.CropSize(cfa, side);
        ImmutableArray<float> black = [.. Enumerable.Range(0, cfa.PositionCount).Select(position => From(position / cfa.Columns, position % cfa.Columns)).Select(at => before.BlackAt(at.Row, at.Column))];
        MosaicLayout layout = new(width, height, cfa, 0, before.WhiteDn) { BlackDn = black };
        ushort[] samples = new ushort[layout.SampleCount];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                (int fromRow, int fromColumn) = From(row, column);
                samples[(row * width) + column] = whole[fromRow, fromColumn];
            }
        }

        return new Mosaic(layout, samples);
    }
}
