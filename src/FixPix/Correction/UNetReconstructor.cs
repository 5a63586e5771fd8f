using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Correction;

/// <summary>
/// A U-Net that knows which sites are bad says how far each of them is from its estimate by opposite pairs (<see cref="MendedPlanes"/>): from single sites to sensors of which little is left. Bayer mosaics of any phase and
/// monochrome ones, of any size.
/// </summary>
/// <remarks>Tiles without a bad site are not computed. The tiles never change a bit of the result. Safe for several threads at once.</remarks>
public sealed class UNetReconstructor : ICorrector
{
    private const long DefaultMemoryBytes = 100_000_000;

    private readonly UNet _network;
    private readonly double _floatsPerPlace;

    /// <summary>Makes the reconstructor of a weight file.</summary>
    /// <param name="weights">A U-Net for the task "reconstructor" with input "mended": 12 channels in, 4 out.</param>
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
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new UNetPlan(map, layout, this);

    private sealed class UNetPlan : NetworkPlan
    {
        private readonly UNet _network;
        private readonly MendedPlanes _input;
        private readonly NetworkTiles _tiles;

        public UNetPlan(DefectMap map, MosaicLayout layout, UNetReconstructor corrector)
            : base(map, layout)
        {
            _network = corrector._network;
            _input = new MendedPlanes(layout, _network.Multiple, (row, column) => Good[row, column]);
            _tiles = NetworkTiles.For(_network, corrector._floatsPerPlace, _input.Plane, corrector.MemoryBytes, threads: 1);
        }

        protected override int PieceCount => _tiles.Count;

        protected override void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace)
        {
            Region tile = _tiles[piece];
            SensorArea sites = _input.SitesOf(tile);
            if (!HasSites(sites))
            {
                return;
            }

            int mark = workspace.Mark();
            FeatureMap output = workspace.RentMap(tile, _network.Outputs);
            FeatureMap features = workspace.RentMap(_network.InputFor(tile, _input.Plane), _network.Inputs);
            _input.Fill(samples, in features, workspace);
            _network.Forward(in features, in output, _input.Plane, workspace);
            Matrix rows = workspace.RentMatrix(2, Math.Max(1, sites.Width));
            Span<float> values = rows.Row(0)[..sites.Width], steps = rows.Row(1)[..sites.Width];
            for (int row = sites.Top; row < sites.Bottom; row++)
            {
                (int first, int end) = OrdinalsIn(row, sites.Left, sites.Right);
                if (first == end)
                {
                    continue;
                }

                _input.CopyRow(in features, row, sites.Left, values);
                _input.CopyRow(in output, row, sites.Left, steps);
                for (int ordinal = first; ordinal < end; ordinal++)
                {
                    int column = Map.SiteIndices[ordinal] - (row * Layout.Width), place = column - sites.Left;
                    predicted[ordinal] = _input.SampleOf(values[place] + (MendedPlanes.Unit * steps[place]), row, column);
                }
            }

            workspace.Release(mark);
        }

        private bool HasSites(SensorArea area)
        {
            for (int row = area.Top; row < area.Bottom; row++)
            {
                (int first, int end) = OrdinalsIn(row, area.Left, area.Right);
                if (first < end)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
