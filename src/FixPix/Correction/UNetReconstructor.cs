using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Correction;

/// <summary>
/// A U-Net that knows which sites are bad says how far each of them is from its estimate by <see cref="ClassicalCorrector"/> (<see cref="MendedPlanes"/>): from single sites to sensors of which little is left. Bayer mosaics of any phase and
/// monochrome ones, of any size.
/// </summary>
/// <remarks>Tiles without a bad site are not computed. The tiles never change a bit of the result. Safe for several threads at once.</remarks>
public sealed class UNetReconstructor : ICorrector
{
    private const long DefaultMemoryBytes = 300_000_000;

    private readonly UNet _network;
    private readonly double _floatsPerPlace;

    /// <summary>Makes the reconstructor of a weight file.</summary>
    /// <param name="weights">A U-Net for the task "reconstructor" with input "mended": 13 channels in, 4 out.</param>
    /// <exception cref="FixPixException">The file holds another network, or one for another task or input.</exception>
    public UNetReconstructor(WeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Require(UNet.Architecture);
        weights.RequireSetting("task", "reconstructor");
        weights.RequireSetting("input", MendedPlanes.Name);
        _network = new UNet(weights);
        weights.RequireSizes(MendedPlanes.Name, (_network.Inputs, _network.Outputs), (MendedPlanes.Channels, MendedPlanes.Outputs));
        _floatsPerPlace = NetworkTiles.FloatsPerPlace(weights, _network);
    }

    /// <summary>Scratch memory of one thread.</summary>
    internal long MemoryBytes { get; init; } = DefaultMemoryBytes;

    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new NetworkPlan(new ClassicalPlan(map, layout), good => [Predictor(map.Sites, layout, good)]) { KeepsEvenLight = true };
    }

    /// <summary>The network's part of a plan.</summary>
    /// <param name="sites">The sites to predict.</param>
    /// <param name="layout">The frames' layout.</param>
    /// <param name="good">Which sites may be believed.</param>
    /// <param name="input">What the network is told instead of the planes; its unit is the last channel. Null: the planes.</param>
    internal SitePredictor Predictor(ReadOnlyMemory<int> sites, MosaicLayout layout, GoodMask good, Func<MendedPlanes, NetworkInput>? input = null)
    {
        MendedPlanes planes = new(layout, _network.Multiple, (row, column) => good[row, column] ? 1 : 0);
        return new UNetPredictor(sites, layout, this, planes, input?.Invoke(planes) ?? planes);
    }

    private sealed class UNetPredictor : SitePredictor
    {
        private static readonly int[] s_budgetShares = [1, 8, 64];

        private readonly UNet _network;
        private readonly int _width;
        private readonly MendedPlanes _planes;
        private readonly NetworkInput _input;
        private readonly NetworkTiles _tiles;

        public UNetPredictor(ReadOnlyMemory<int> sites, MosaicLayout layout, UNetReconstructor corrector, MendedPlanes planes, NetworkInput input)
            : base(sites, layout.Width)
        {
            (_network, _width, _planes, _input) = (corrector._network, layout.Width, planes, input);
            _tiles = s_budgetShares.Select(share => NetworkTiles.For(_network, corrector._floatsPerPlace, _input.Plane, Math.Max(1, corrector.MemoryBytes / share), threads: 1)).MinBy(Work)!;
        }

        public override int PieceCount => _tiles.Count;

        // Places that are computed, halos and all. Where dense sites lie far apart small tiles hold less between them.
        private long Work(NetworkTiles tiles) => tiles.Order.Where(tile => HoldsSites(tiles[tile])).Sum(tile =>
        {
            Region whole = _network.InputFor(tiles[tile], _input.Plane);
            return whole.Height * (long)whole.Width;
        });

        private bool HoldsSites(Region tile)
        {
            SensorArea area = _input.SitesOf(tile);
            return AnyIn(area.Top, area.Bottom, area.Left, area.Right);
        }

        public override void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace)
        {
            Region tile = _tiles[piece];
            if (!HoldsSites(tile))
            {
                return;
            }

            SensorArea area = _input.SitesOf(tile);

            int mark = workspace.Mark();
            FeatureMap output = workspace.RentMap(tile, _network.Outputs);
            FeatureMap features = workspace.RentMap(_network.InputFor(tile, _input.Plane), _network.Inputs);
            _input.Fill(samples, in features, workspace);
            _network.Forward(in features, in output, _input.Plane, workspace);
            Span<float> steps = workspace.RentMatrix(1, Math.Max(1, area.Width)).Row(0)[..area.Width];
            for (int row = area.Top; row < area.Bottom; row++)
            {
                (int first, int end) = OrdinalsIn(row, area.Left, area.Right);
                if (first == end)
                {
                    continue;
                }

                _input.CopyRow(in output, row, area.Left, steps);
                for (int ordinal = first; ordinal < end; ordinal++)
                {
                    int column = Sites[ordinal] - (row * _width);
                    float value = _planes.ValueOf(samples[Sites[ordinal]], row, column), unit = _input.BlockOf(in features, row, column)[MendedPlanes.UnitChannel];
                    predicted[ordinal] = _planes.SampleOf(value + (unit * steps[column - area.Left]), row, column);
                }
            }

            workspace.Release(mark);
        }
    }
}
