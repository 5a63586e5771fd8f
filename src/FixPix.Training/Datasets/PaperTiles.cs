using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>
/// The FixPix paper's own examples: each image cut into 8×8 tiles, one raw channel, one rate. A tile keeps an even number of rows and columns, so that all are of one phase; what that leaves
/// over at the right and lower border is not learned from.
/// </summary>
public sealed class PaperTiles
{
    /// <summary>Tiles of an image.</summary>
    public const int PerImage = Rows * Columns;

    /// <summary>The least rows and columns of an image: 16 for a tile.</summary>
    public const int LeastSide = 16 * 8;

    private const int Rows = 8, Columns = 8;

    private readonly IReadOnlyList<RawPhotograph> _files;
    private readonly PaperRecipe _recipe;
    private readonly RawStream _stream;

    /// <summary>The tiles of some files.</summary>
    /// <param name="files">All of one sensor.</param>
    /// <param name="recipe">Rate, batch and normalisation.</param>
    public PaperTiles(IReadOnlyList<RawPhotograph> files, PaperRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(recipe);
        (_files, _recipe) = (files, recipe);
        _stream = new RawStream(files, PerImage, recipe.Seed);
    }

    /// <summary>Batches in which every tile comes once: the last may be smaller.</summary>
    public int BatchesPerEpoch => ((_files.Count * PerImage) + _recipe.Crops - 1) / _recipe.Crops;

    /// <summary>The batch of a step, of tiles shuffled over the files. An epoch that does not end with a batch goes on into the next.</summary>
    public TrainingBatch Batch(long step) => Make(
        _recipe.Crops,
        index => new SeededRandom(_recipe.Seed, (step * _recipe.Crops) + index),
        index => _stream.At((step * _recipe.Crops) + index));

    /// <summary>Every tile of every file once, with the same defects each time.</summary>
    public IReadOnlyList<TrainingBatch> All() => new LazyBatches(BatchesPerEpoch, batch => Make(
        Math.Min(_recipe.Crops, (_files.Count * PerImage) - (batch * _recipe.Crops)),
        index => new SeededRandom(~_recipe.Seed, (batch * _recipe.Crops) + index),
        index => (_stream.Store[((batch * _recipe.Crops) + index) / PerImage], ((batch * _recipe.Crops) + index) % PerImage)));

    /// <summary>Where a tile lies.</summary>
    /// <param name="layout">The mosaic's layout.</param>
    /// <param name="part">Which, row by row.</param>
    /// <param name="token">Rows and columns of a token, where tiles are for a transformer.</param>
    internal static SensorArea AreaOf(MosaicLayout layout, int part, (int Rows, int Columns)? token = null)
    {
        SensorArea area = layout.ActiveArea;
        (int firstRow, int firstColumn) = token is null ? (0, 0) : RedOf(layout.Cfa.Shift(area.Top, area.Left));
        int height = Whole((area.Height - firstRow) / Rows, token?.Rows ?? 2), width = Whole((area.Width - firstColumn) / Columns, token?.Columns ?? 2);
        return new SensorArea(area.Top + firstRow + (part / Columns * height), area.Left + firstColumn + (part % Columns * width), height, width);
    }

    // Even, so that all tiles are of one phase.
    private static int Whole(int length, int of)
    {
        int step = int.IsEvenInteger(of) ? of : 2 * of;
        return length / step * step;
    }

    private static (int Row, int Column) RedOf(CfaPattern cfa)
    {
        CanonicalView view = new(new MosaicLayout(2, 2, cfa, 0, 1));
        return (view.RowShift, view.ColumnShift);
    }

    private TrainingBatch Make(int count, Func<int, SeededRandom> source, Func<int, (Mosaic Mosaic, int Part)> tile)
    {
        Mosaic Cut(int index)
        {
            (Mosaic mosaic, int part) = tile(index);
            return RawStream.Cut(mosaic, AreaOf(mosaic.Layout, part, _recipe.Token));
        }

        Mosaic first = Cut(0);
        return SpoiledCrops.Make(
            count, _recipe.Examples(count, first.Layout), source, (index, _) => index == 0 ? first : Cut(index), (_, random, _) => new InjectionSettings { Seed = (long)random.NextBits(), Rate = _recipe.Rate });
    }
}
