using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Correction;

/// <summary>
/// A vision transformer rebuilds whole tiles, from which the bad sites are taken: for sensors of which little is left ("FixPix: Fixing Bad Pixels using Deep Learning"). Bayer mosaics of any phase and
/// monochrome ones, of any size.
/// </summary>
/// <remarks>
/// Tiles have the size that the network was trained on, as its embeddings tell places apart, and begin on red; the last of a row or column reaches back into the one before it, and every site belongs to one tile.
/// A frame smaller than a tile is mirrored. The network sees (v − mean) / deviation and gives the same. Bad values go in as they are, as in its training, and count: it tells by itself which ones to believe, and a frame that is mended already it would mend to other values.
/// </remarks>
public sealed class VitReconstructor : ICorrector
{
    private readonly VitAutoencoder _network;
    private readonly float _mean;
    private readonly float _deviation;

    /// <summary>Makes the reconstructor of a weight file.</summary>
    /// <param name="weights">A vision transformer for the task "reconstructor" with input "raw".</param>
    /// <exception cref="FixPixException">The file holds another network, or one for another task or input, or its tile has odd sides.</exception>
    public VitReconstructor(WeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Require(VitAutoencoder.Architecture);
        weights.RequireSetting("task", "reconstructor");
        weights.RequireSetting("input", RawPatches.Name);
        (_mean, _deviation) = weights.MeanAndDeviation();
        _network = new VitAutoencoder(weights);
        if (((_network.TileRows | _network.TileColumns) & 1) != 0)
        {
            throw new FixPixException($"{weights.Source}: metadata 'tile' is '{weights.Setting("tile")}', expected even numbers, as every tile begins on red");
        }
    }

    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new NetworkPlan(new OppositePairsPlan(map, layout), _ => [new VitPredictor(map.Sites, layout, this)]) { SeesBadValues = true };
    }

    private sealed class VitPredictor : SitePredictor
    {
        private readonly VitReconstructor _corrector;
        private readonly int _width;
        private readonly CanonicalView _view;
        private readonly TileAxis _rows;
        private readonly TileAxis _columns;

        public VitPredictor(ReadOnlyMemory<int> sites, MosaicLayout layout, VitReconstructor corrector)
            : base(sites, layout.Width)
        {
            (_corrector, _width, _view) = (corrector, layout.Width, new CanonicalView(layout));
            (_rows, _columns) = (new TileAxis(_view.Height, corrector._network.TileRows), new TileAxis(_view.Width, corrector._network.TileColumns));
        }

        public override int PieceCount => _rows.Count * _columns.Count;

        public override void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace)
        {
            (int tileRow, int tileColumn) = Math.DivRem(piece, _columns.Count);
            ((int top, int bottom), (int left, int right)) = (RowsOf(tileRow), ColumnsOf(tileColumn));
            if (!AnyIn(top, bottom, left, right))
            {
                return;
            }

            VitAutoencoder network = _corrector._network;
            int gridRows = network.TileRows / network.PatchRows, gridColumns = network.TileColumns / network.PatchColumns, mark = workspace.Mark();
            Matrix patches = workspace.RentMatrix(gridRows * gridColumns, network.PatchRows * network.PatchColumns);
            Matrix output = workspace.RentMatrix(patches.Rows, patches.Columns);
            Fill(samples, _rows.Start(tileRow), _columns.Start(tileColumn), in patches);
            network.Forward(in patches, in output, gridRows, gridColumns, workspace);
            Take(in output, tileRow, tileColumn, predicted);
            workspace.Release(mark);
        }

        private void Fill(ReadOnlySpan<ushort> samples, int top, int left, in Matrix patches)
        {
            VitAutoencoder network = _corrector._network;
            Span<ushort> line = stackalloc ushort[network.PatchColumns];
            for (int token = 0; token < patches.Rows; token++)
            {
                (int row, int column) = Math.DivRem(token, network.TileColumns / network.PatchColumns);
                Span<float> patch = patches.Row(token);
                for (int inner = 0; inner < network.PatchRows; inner++)
                {
                    _view.CopyRow(samples, top + (row * network.PatchRows) + inner, left + (column * network.PatchColumns), line);
                    for (int place = 0; place < line.Length; place++)
                    {
                        patch[(inner * line.Length) + place] = (line[place] - _corrector._mean) / _corrector._deviation;
                    }
                }
            }
        }

        private void Take(in Matrix output, int tileRow, int tileColumn, Span<float> predicted)
        {
            VitAutoencoder network = _corrector._network;
            ((int top, int bottom), (int left, int right)) = (RowsOf(tileRow), ColumnsOf(tileColumn));
            for (int row = top; row < bottom; row++)
            {
                (int first, int end) = OrdinalsIn(row, left, right);
                for (int ordinal = first; ordinal < end; ordinal++)
                {
                    (int tokenRow, int inRow) = Math.DivRem(row + _view.RowShift - _rows.Start(tileRow), network.PatchRows);
                    (int tokenColumn, int inColumn) = Math.DivRem((Sites[ordinal] % _width) + _view.ColumnShift - _columns.Start(tileColumn), network.PatchColumns);
                    float value = output.Row((tokenRow * (network.TileColumns / network.PatchColumns)) + tokenColumn)[(inRow * network.PatchColumns) + inColumn];
                    predicted[ordinal] = (value * _corrector._deviation) + _corrector._mean;
                }
            }
        }

        // The rows of the frame that belong to a tile.
        private (int Top, int Bottom) RowsOf(int tileRow) => (Math.Max(0, _rows.CoreStart(tileRow) - _view.RowShift), _rows.CoreEnd(tileRow) - _view.RowShift);

        private (int Left, int Right) ColumnsOf(int tileColumn) => (Math.Max(0, _columns.CoreStart(tileColumn) - _view.ColumnShift), _columns.CoreEnd(tileColumn) - _view.ColumnShift);
    }
}
