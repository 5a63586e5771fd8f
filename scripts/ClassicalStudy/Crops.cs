using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.ClassicalStudy;

/// <summary>Cuts the middle out of mosaics and maps, beginning on a whole CFA tile.</summary>
internal static class Crops
{
    /// <summary>The square in the middle, or all of a smaller mosaic.</summary>
    public static SensorArea Middle(MosaicLayout layout, int side)
    {
        SensorArea area = layout.ActiveArea;
        (int height, int width) = (Math.Min(side, area.Height), Math.Min(side, area.Width));
        int top = area.Top + ((area.Height - height) / 2);
        int left = area.Left + ((area.Width - width) / 2);
        return new SensorArea(top - (top % layout.Cfa.Rows), left - (left % layout.Cfa.Columns), height, width);
    }

    public static Mosaic Of(Mosaic mosaic, SensorArea area)
    {
        MosaicLayout layout = new(area.Width, area.Height, mosaic.Layout.Cfa, 0, mosaic.Layout.WhiteDn) { BlackDn = mosaic.Layout.BlackDn };
        ushort[] samples = new ushort[area.Width * area.Height];
        for (int row = 0; row < area.Height; row++)
        {
            mosaic.Row(area.Top + row).Slice(area.Left, area.Width).CopyTo(samples.AsSpan(row * area.Width));
        }

        return new Mosaic(layout, samples, mosaic.Camera);
    }

    public static DefectMap Of(DefectMap map, SensorArea area) => new(
        new SensorIdentity(area.Width, area.Height),
        map.Defects().Where(defect => area.Contains(defect.Site.Row, defect.Site.Column))
            .Select(defect => defect with { Site = new Site(defect.Site.Row - area.Top, defect.Site.Column - area.Left) }));
}
