using FixPix.Correction;
using FixPix.Defects;
using FixPix.Experiments.Cells;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Experiments.Patches;

/// <summary>A frame with up to 121 patches apart from each other, one at random in each cell of a grid as in the paper: the middle of each is bad, and so are as many of its neighbours as wanted (δ 0.7).</summary>
internal sealed class PatchTrial
{
    private const int MostCells = 11;
    private static readonly InjectionSettings s_deviating = new();

    private readonly Mosaic _truth, _spoiled;
    private readonly DefectMap _middles, _all;

    /// <summary>Spoils a copy of a frame.</summary>
    /// <param name="truth">The frame.</param>
    /// <param name="size">Rows and columns of a patch, odd.</param>
    /// <param name="badNeighbors">Bad ones of the size² − 1 neighbours of each middle.</param>
    /// <param name="seed">Same seed, same patches.</param>
    /// <exception cref="FixPixException">The frame is smaller than a patch.</exception>
    public PatchTrial(Mosaic truth, int size, int badNeighbors, long seed)
    {
        SensorArea area = truth.Layout.ActiveArea;
        (int rows, int columns) = (Math.Min(MostCells, area.Height / size), Math.Min(MostCells, area.Width / size));
        if (rows == 0 || columns == 0)
        {
            throw new FixPixException($"{area.Width}×{area.Height} sites, at least {size}×{size} expected");
        }

        (_truth, _spoiled) = (truth, truth.Clone());
        FaultSource faults = new(s_deviating, truth);
        SeededRandom random = new(seed);
        List<Site> middles = [], neighbors = [];
        for (int cell = 0; cell < rows * columns; cell++)
        {
            (int height, int width) = (area.Height / rows, area.Width / columns);
            int top = area.Top + (cell / columns * height) + random.NextInt(height - size + 1), left = area.Left + (cell % columns * width) + random.NextInt(width - size + 1);
            middles.Add(new Site(top + (size / 2), left + (size / 2)));
            neighbors.AddRange(Choose(random, (size * size) - 1, badNeighbors).Select(place => place < size * size / 2 ? place : place + 1).Select(place => new Site(top + (place / size), left + (place % size))));
        }

        foreach ((int row, int column) in middles.Concat(neighbors))
        {
            _spoiled[row, column] = faults.DrawValue(_spoiled[row, column], random);
        }

        (_middles, _all) = (MapOf(middles), MapOf(middles.Concat(neighbors)));
    }

    /// <summary>Mends the middles.</summary>
    /// <param name="corrector">By what.</param>
    /// <param name="isTold">Whether its map names the bad neighbours too, or the middles alone.</param>
    /// <param name="work">Threads.</param>
    public Tally Mend(ICorrector corrector, bool isTold, WorkSettings work)
    {
        Mosaic mended = _spoiled.Clone();
        corrector.Plan(isTold ? _all : _middles, mended.Layout).Apply(mended.Samples, work);
        return Tally.Of(CorrectionScore.Of(_truth, mended, _middles, work), _middles.Count) with { Good = 0, Altered = 0 };
    }

    private DefectMap MapOf(IEnumerable<Site> sites) => new(SensorIdentity.Of(_truth), sites.Select(site => new Defect(site, DefectKind.Deviating, 1f)));

    // So many of the first numbers, each once, in order.
    private static IEnumerable<int> Choose(SeededRandom random, int count, int wanted)
    {
        for (int number = 0; number < count; number++)
        {
            if (random.NextInt(count - number) < wanted)
            {
                wanted--;
                yield return number;
            }
        }
    }
}
