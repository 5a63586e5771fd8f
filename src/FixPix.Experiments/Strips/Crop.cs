using System.Collections.Immutable;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Preview;

namespace FixPix.Experiments.Strips;

/// <summary>The sites around the middle of a piece, developed in colour; every mosaic of the piece with the exposure that suits the true sites.</summary>
internal sealed class Crop
{
    /// <summary>Sites along each side.</summary>
    public const int Sites = 24;

    /// <summary>Pixels of a site along each side.</summary>
    public const int Zoom = 8;

    private const double DarkShare = 0.02;
    private readonly Mosaic _truth;
    private readonly Site _middle;
    private readonly SensorArea _area;
    private readonly MosaicDeveloper _developer;

    /// <summary>Chooses the exposure.</summary>
    /// <param name="truth">The piece without defects.</param>
    /// <param name="middle">The middle of the crop.</param>
    /// <param name="isSky">Whether nearly all sites see the same dark sky, whose light is then shown as black.</param>
    public Crop(Mosaic truth, Site middle, bool isSky)
    {
        Mosaic judged = isSky ? new Mosaic(truth.Layout with { BlackDn = SkyDn(truth) }, truth.Samples, truth.Camera) : truth;
        (_truth, _middle, _developer) = (truth, middle, new MosaicDeveloper(judged, Trial.PieceSites));
        _area = Around(Sites);
    }

    /// <summary>How many bad sites it shows.</summary>
    public int Count(DefectMap map) => map.Defects().Count(defect => _area.Contains(defect.Site.Row, defect.Site.Column));

    /// <summary>Draws a mosaic of the piece.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="top">First row there.</param>
    /// <param name="left">First column there.</param>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="framed">Sites to frame, or null.</param>
    public void Draw(Canvas canvas, int top, int left, Mosaic mosaic, DefectMap? framed)
    {
        Draw(canvas, top, left, mosaic, _area, Zoom);
        foreach (Defect defect in framed?.Defects().Where(defect => _area.Contains(defect.Site.Row, defect.Site.Column)) ?? [])
        {
            Frame(canvas, top, left, _area, Zoom, new SensorArea(defect.Site.Row - 1, defect.Site.Column - 1, 3, 3));
        }
    }

    /// <summary>Draws the truth with as much around it as wanted, the crop framed in it.</summary>
    public void DrawTruth(Canvas canvas, int top, int left, int sites, int zoom)
    {
        SensorArea area = Around(sites);
        Draw(canvas, top, left, _truth, area, zoom);
        if (sites > Sites)
        {
            Frame(canvas, top, left, area, zoom, _area);
        }
    }

    private void Draw(Canvas canvas, int top, int left, Mosaic mosaic, SensorArea area, int zoom)
    {
        ToneCurve tone = ToneOf(area);
        Span<double> rgb = stackalloc double[3];
        for (int row = 0; row < area.Height; row++)
        {
            for (int column = 0; column < area.Width; column++)
            {
                _developer.Site(mosaic, area.Top + row, area.Left + column, rgb);
                canvas.Fill(top + (row * zoom), left + (column * zoom), zoom, zoom, tone.Show(rgb));
            }
        }
    }

    private ToneCurve ToneOf(SensorArea area)
    {
        float[] luminances = new float[area.Height * area.Width];
        Span<double> rgb = stackalloc double[3];
        for (int index = 0; index < luminances.Length; index++)
        {
            _developer.Site(_truth, area.Top + (index / area.Width), area.Left + (index % area.Width), rgb);
            luminances[index] = (float)MosaicDeveloper.Luminance(rgb);
        }

        return ToneCurve.For(luminances);
    }

    // Cut off at the crop's edge, so that no frame reaches into its neighbour.
    private static void Frame(Canvas canvas, int top, int left, SensorArea area, int zoom, SensorArea sites)
    {
        (int first, int last) = (Math.Max(sites.Top, area.Top), Math.Min(sites.Bottom, area.Bottom));
        (int begin, int end) = (Math.Max(sites.Left, area.Left), Math.Min(sites.Right, area.Right));
        (int y, int x) = (top + ((first - area.Top) * zoom) + 1, left + ((begin - area.Left) * zoom) + 1);
        canvas.Frame(y, x, ((last - first) * zoom) - 2, ((end - begin) * zoom) - 2, 1, DefectPalette.Bright);
    }

    // What the darker sites of each filter position read.
    private static ImmutableArray<float> SkyDn(Mosaic mosaic)
    {
        List<ushort>[] samples = [.. mosaic.Layout.BlackDn.Select(_ => new List<ushort>())];
        for (int row = 0; row < mosaic.Height; row++)
        {
            for (int column = 0; column < mosaic.Width; column++)
            {
                samples[mosaic.Layout.Cfa.PositionAt(row, column)].Add(mosaic[row, column]);
            }
        }

        return [.. samples.Select(of => (float)of.Order().ElementAt((int)(DarkShare * of.Count)))];
    }

    private SensorArea Around(int sites) => new(
        Math.Clamp(_middle.Row - (sites / 2), 0, _truth.Height - sites),
        Math.Clamp(_middle.Column - (sites / 2), 0, _truth.Width - sites),
        sites,
        sites);
}
