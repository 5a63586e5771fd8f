using FixPix.Correction;
using FixPix.Defects;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.Experiments.Strips;

/// <summary>The surroundings of a spot, spoiled at one rate and mended.</summary>
internal sealed class Trial
{
    /// <summary>Sites of the piece along each side; it is spoiled and mended as a whole.</summary>
    public const int PieceSites = 512;

    // A bad site lies within so many sites around the middle, along each side, so that there is something to see at the lowest rate.
    private const int MiddleSites = 9;

    private Trial(double rate, Mosaic truth, Mosaic before, DefectMap map) => (Rate, Truth, Before, Map) = (rate, truth, before, map);

    /// <summary>The share of bad sites.</summary>
    public double Rate { get; }

    /// <summary>Without defects.</summary>
    public Mosaic Truth { get; }

    /// <summary>With defects.</summary>
    public Mosaic Before { get; }

    /// <summary>The bad sites.</summary>
    public DefectMap Map { get; }

    /// <summary>Cuts the piece around a site, on whole CFA tiles.</summary>
    /// <returns>The piece, and where the site lies in it.</returns>
    public static (Mosaic Piece, Site Middle) Cut(Mosaic mosaic, Site middle)
    {
        SensorArea active = mosaic.Layout.ActiveArea;
        (int height, int width) = (Math.Min(PieceSites, active.Height), Math.Min(PieceSites, active.Width));
        int top = Math.Clamp(middle.Row - (height / 2), active.Top, active.Bottom - height), left = Math.Clamp(middle.Column - (width / 2), active.Left, active.Right - width);
        SensorArea area = new(top - (top % mosaic.Layout.Cfa.Rows), left - (left % mosaic.Layout.Cfa.Columns), height, width);
        return (RawStream.Cut(mosaic, area), new Site(middle.Row - area.Top, middle.Column - area.Left));
    }

    /// <summary>Spoils a piece with the first seed that puts a bad site near the middle.</summary>
    public static Trial Spoil(Mosaic piece, Site middle, double rate)
    {
        for (long seed = 1; ; seed++)
        {
            Mosaic before = piece.Clone();
            DefectMap map = DefectInjector.Inject(before, new InjectionSettings { Rate = rate, Seed = seed }).Truth;
            if (map.Defects().Any(defect => Math.Max(Math.Abs(defect.Site.Row - middle.Row), Math.Abs(defect.Site.Column - middle.Column)) <= MiddleSites / 2))
            {
                return new Trial(rate, piece, before, map);
            }
        }
    }

    /// <summary>Mends it by the true map.</summary>
    /// <returns>The mended piece, and the PSNR over its bad sites, dB.</returns>
    public (Mosaic Mended, double PsnrDb) Mend(string corrector)
    {
        Mosaic mended = Before.Clone();
        Correctors.Find(corrector).Create().Plan(Map, mended.Layout).Apply(mended.Samples, WorkSettings.Default);
        return (mended, CorrectionScore.Of(Truth, mended, Map).PsnrDb);
    }
}
