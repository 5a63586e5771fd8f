using FixPix.Mosaics;

namespace FixPix.Preview;

/// <summary>
/// Turns mosaics into pictures to look at: black level, white balance, colour matrix, exposure, sRGB. Overviews average
/// whole CFA tiles; close-ups interpolate each site from its neighbours. Sensor orientation is kept, so that rows and
/// columns are those of the map.
/// </summary>
internal sealed class MosaicDeveloper
{
    private const int SampledPlaces = 40_000;

    private readonly MosaicLayout _layout;
    private readonly CameraColor? _color;
    private readonly double[] _blackDn;
    private readonly double[] _perDn;

    /// <summary>Looks at a mosaic for its white balance and exposure, and can then develop any mosaic of that layout.</summary>
    /// <param name="mosaic">The mosaic to judge by: one without defects.</param>
    /// <param name="maxSide">No overview is wider or higher, pixels.</param>
    public MosaicDeveloper(Mosaic mosaic, int maxSide)
    {
        _layout = mosaic.Layout;
        _blackDn = [.. _layout.BlackDn.Select(black => (double)black)];
        _perDn = [.. _blackDn.Select(black => 1 / Math.Max(1, _layout.WhiteDn - black))];
        int tile = Math.Max(2, Math.Max(_layout.Cfa.Rows, _layout.Cfa.Columns));
        int longest = Math.Max(Area.Width, Area.Height) / tile;
        SitesPerPixel = tile * Math.Max(1, (longest + maxSide - 1) / maxSide);
        (OverviewHeight, OverviewWidth) = (Math.Max(1, Area.Height / SitesPerPixel), Math.Max(1, Area.Width / SitesPerPixel));

        double[][] samples = [.. SampleOverview(mosaic)];
        double[] means = [.. Enumerable.Range(0, 3).Select(channel => samples.Average(rgb => rgb[channel]))];
        _color = _layout.Cfa.IsMonochrome ? null : CameraColor.Of(mosaic.Camera, means);
        Array.ForEach(samples, rgb => _color?.Apply(rgb));
        Tone = ToneCurve.For(Array.ConvertAll(samples, rgb => (float)Luminance(rgb)));
    }

    /// <summary>Sites that one pixel of the overview averages, along each side.</summary>
    public int SitesPerPixel { get; }

    /// <summary>Rows of the overview.</summary>
    public int OverviewHeight { get; }

    /// <summary>Columns of the overview.</summary>
    public int OverviewWidth { get; }

    /// <summary>The exposure that suits the whole picture.</summary>
    public ToneCurve Tone { get; }

    private SensorArea Area => _layout.ActiveArea;

    /// <summary>Brightness of linear sRGB (ITU-R BT.709).</summary>
    public static double Luminance(ReadOnlySpan<double> rgb) => (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);

    /// <summary>The active area, a tile or more to a pixel.</summary>
    public RgbPicture Overview(Mosaic mosaic, WorkSettings work)
    {
        RgbPicture picture = new(OverviewWidth, OverviewHeight);
        RowBands.Run(OverviewHeight, 32, work, (first, end) =>
        {
            Span<double> rgb = stackalloc double[3];
            for (int row = first; row < end; row++)
            {
                for (int column = 0; column < OverviewWidth; column++)
                {
                    Average(mosaic, row, column, rgb);
                    _color?.Apply(rgb);
                    picture[row, column] = Tone.Show(rgb);
                }
            }
        });
        return picture;
    }

    /// <summary>Linear sRGB of one site, its missing colours taken from the neighbours (bilinear for Bayer).</summary>
    public void Site(Mosaic mosaic, int row, int column, Span<double> rgb)
    {
        Span<double> sums = stackalloc double[4];
        Span<double> weights = stackalloc double[4];
        sums.Clear();
        weights.Clear();
        int reach = _layout.Cfa.IsMonochrome ? 0 : _layout.Cfa.Rows > 2 ? 2 : 1;
        for (int y = row - reach; y <= row + reach; y++)
        {
            for (int x = column - reach; x <= column + reach; x++)
            {
                if (Area.Contains(y, x))
                {
                    int color = (int)_layout.Cfa.ColorAt(y, x);
                    double weight = 1.0 / (1 << (Math.Abs(y - row) + Math.Abs(x - column)));
                    sums[color] += weight * Light(mosaic, y, x);
                    weights[color] += weight;
                }
            }
        }

        Spread(sums, weights, rgb);
        _color?.Apply(rgb);
    }

    private IEnumerable<double[]> SampleOverview(Mosaic mosaic)
    {
        int step = (int)Math.Max(1, Math.Sqrt(OverviewHeight * (double)OverviewWidth / SampledPlaces));
        for (int row = 0; row < OverviewHeight; row += step)
        {
            for (int column = 0; column < OverviewWidth; column += step)
            {
                double[] rgb = new double[3];
                Average(mosaic, row, column, rgb);
                yield return rgb;
            }
        }
    }

    private void Average(Mosaic mosaic, int pixelRow, int pixelColumn, Span<double> rgb)
    {
        Span<double> sums = stackalloc double[4];
        Span<double> weights = stackalloc double[4];
        sums.Clear();
        weights.Clear();
        int top = Area.Top + (pixelRow * SitesPerPixel);
        int left = Area.Left + (pixelColumn * SitesPerPixel);
        for (int row = top; row < Math.Min(top + SitesPerPixel, Area.Bottom); row++)
        {
            for (int column = left; column < Math.Min(left + SitesPerPixel, Area.Right); column++)
            {
                int color = (int)_layout.Cfa.ColorAt(row, column);
                sums[color] += Light(mosaic, row, column);
                weights[color]++;
            }
        }

        Spread(sums, weights, rgb);
    }

    // A colour that has no sample here (at a border, or under no filter) takes the mean of all.
    private static void Spread(ReadOnlySpan<double> sums, ReadOnlySpan<double> weights, Span<double> rgb)
    {
        double all = (sums[0] + sums[1] + sums[2] + sums[3]) / Math.Max(1e-9, weights[0] + weights[1] + weights[2] + weights[3]);
        for (int channel = 0; channel < 3; channel++)
        {
            rgb[channel] = Math.Max(0, weights[channel] > 0 ? sums[channel] / weights[channel] : all);
        }
    }

    private double Light(Mosaic mosaic, int row, int column)
    {
        int position = _layout.Cfa.PositionAt(row, column);
        return (mosaic[row, column] - _blackDn[position]) * _perDn[position];
    }
}
