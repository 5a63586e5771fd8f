using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// What the surroundings of a site read: the medians of tiles of 16×16 sites of each filter position, joined bilinearly
/// and continued linearly to the borders. Follows shading and amplifier glow, but no single site, row, or column.
/// </summary>
internal sealed class PlaneBackground
{
    private const int TileSize = 16;

    // Two tiles show a slope, one does not; of fewer sites a median would be too rough.
    private const int FewestForTwo = 8;

    private readonly CfaPattern _cfa;
    private readonly Axis _down;
    private readonly Axis _right;
    private readonly float[][] _tiles;

    private PlaneBackground(MosaicLayout layout)
    {
        _cfa = layout.Cfa;
        (_down, _right) = (new Axis(layout.Height, _cfa.Rows), new Axis(layout.Width, _cfa.Columns));
        _tiles = new float[_cfa.PositionCount][];
        for (int position = 0; position < _tiles.Length; position++)
        {
            _tiles[position] = new float[_down.Tiles(position / _cfa.Columns) * _right.Tiles(position % _cfa.Columns)];
        }
    }

    /// <summary>Takes the medians of the tiles.</summary>
    /// <param name="layout">Size and colours.</param>
    /// <param name="samples">Height × Width samples.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public static PlaneBackground Of(MosaicLayout layout, ushort[] samples, WorkSettings work)
    {
        PlaneBackground background = new(layout);
        int mostTiles = background._down.MostTiles;
        RowBands.Run(mostTiles, 1, work, () => new List<ushort>(4 * TileSize * TileSize), (tileRow, _, values) =>
        {
            for (int position = 0; position < background._tiles.Length; position++)
            {
                background.FillTiles(layout, samples, position, tileRow, values);
            }
        });
        return background;
    }

    /// <summary>The background of one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="background">One value for each column, DN.</param>
    public void OfRow(int row, Span<float> background)
    {
        (int top, float down) = _down.Place(row);
        for (int column = 0; column < background.Length; column++)
        {
            int position = _cfa.PositionAt(row, column);
            (int left, float right) = _right.Place(column);
            int tiles = _right.Tiles(position % _cfa.Columns);
            int below = down == 0 ? top : top + 1;
            int beside = right == 0 ? left : left + 1;
            float[] values = _tiles[position];
            float above = Mix(values[(top * tiles) + left], values[(top * tiles) + beside], right);
            background[column] = Mix(above, Mix(values[(below * tiles) + left], values[(below * tiles) + beside], right), down);
        }
    }

    private static float Mix(float from, float to, float share) => from + (share * (to - from));

    private void FillTiles(MosaicLayout layout, ushort[] samples, int position, int tileRow, List<ushort> values)
    {
        (int rowPhase, int columnPhase) = (position / _cfa.Columns, position % _cfa.Columns);
        int tiles = _right.Tiles(columnPhase);
        if (tileRow >= _down.Tiles(rowPhase))
        {
            return;
        }

        (int top, int bottom) = _down.Range(rowPhase, tileRow);
        for (int tile = 0; tile < tiles; tile++)
        {
            (int left, int end) = _right.Range(columnPhase, tile);
            values.Clear();
            for (int row = top; row < bottom; row += _cfa.Rows)
            {
                for (int column = left; column < end; column += _cfa.Columns)
                {
                    values.Add(samples[(row * layout.Width) + column]);
                }
            }

            values.Sort();
            _tiles[position][(tileRow * tiles) + tile] = (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2f;
        }
    }

    /// <summary>How one side of the mosaic is cut into tiles, for each phase of the pattern.</summary>
    private sealed class Axis
    {
        private readonly int _period;
        private readonly int[] _lengths;
        private readonly int[] _firstTiles;
        private readonly float[] _shares;

        public Axis(int length, int period)
        {
            _period = period;
            _lengths = [.. Enumerable.Range(0, period).Select(phase => (length - phase + period - 1) / period)];
            (_firstTiles, _shares) = (new int[length], new float[length]);
            for (int place = 0; place < length; place++)
            {
                (_firstTiles[place], _shares[place]) = Locate(place % period, place / period);
            }
        }

        public int MostTiles => Tiles(0);

        // Tiles of a side are of one size to within a site, so that none is too small to have a median.
        public int Tiles(int phase) =>
            _lengths[phase] == 0 ? 0 : Math.Max(_lengths[phase] < FewestForTwo ? 1 : 2, _lengths[phase] / TileSize);

        public (int First, int End) Range(int phase, int tile) =>
            (phase + (_period * Start(phase, tile)), phase + (_period * Start(phase, tile + 1)));

        /// <summary>The tile before a place, and how far it is on the way to the next tile's middle; below 0 and above 1 at the borders.</summary>
        public (int Tile, float Share) Place(int place) => (_firstTiles[place], _shares[place]);

        private int Start(int phase, int tile) => (int)((long)tile * _lengths[phase] / Tiles(phase));

        private float Middle(int phase, int tile) => (Start(phase, tile) + Start(phase, tile + 1) - 1) / 2f;

        private (int Tile, float Share) Locate(int phase, int index)
        {
            int tiles = Tiles(phase);
            if (tiles == 1)
            {
                return (0, 0);
            }

            int tile = Math.Clamp((int)((long)index * tiles / _lengths[phase]), 0, tiles - 2);
            if (tile > 0 && index < Middle(phase, tile))
            {
                tile--;
            }

            float from = Middle(phase, tile);
            return (tile, (index - from) / (Middle(phase, tile + 1) - from));
        }
    }
}
