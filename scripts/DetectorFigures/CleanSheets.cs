using FixPix.ClassicalStudy;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Preview;
using FixPix.RawFiles;

namespace FixPix.DetectorFigures;

/// <summary>What the network marks on frames that nothing was put into.</summary>
/// <param name="manifest">How to read the frames.</param>
internal sealed class CleanSheets(Manifest manifest)
{
    private const int MostCrops = 60;
    private const double RaisedSigmas = 3;
    private const int RaisedNeighbors = 2;
    private static readonly Rgb s_frame = new(255, 110, 64);
    private readonly Dictionary<string, FrameNoise> _frames = [];

    /// <summary>The most certain sites, of each frame's files in turn so that none covers the others.</summary>
    public static IReadOnlyList<MarkedSite> MostCertain(IEnumerable<MarkedSite> sites) =>
        [.. sites.GroupBy(site => Path.GetDirectoryName(site.FilePath))
            .SelectMany(folder => folder.OrderByDescending(site => site.Probability).ThenBy(site => (site.Site.Row, site.Site.Column)).Select((site, rank) => (site, rank)))
            .OrderBy(ranked => ranked.rank).ThenByDescending(ranked => ranked.site.Probability).Take(MostCrops).Select(ranked => ranked.site)];

    /// <summary>A picture of them.</summary>
    public RgbPicture Draw(IEnumerable<MarkedSite> sites) => ContactSheet.Draw(MostCertain(sites).Select(site => new ContactSheet.Crop(
        FrameOf(site.FilePath).Mosaic, site.Site, s_frame,
        $"{Path.GetFileName(Path.GetDirectoryName(site.FilePath))} {site.Site.Row},{site.Site.Column}",
        FormattableString.Invariant($"{site.ValueDn} : {site.MedianDn:0}, {site.Probability:0.00}"))).Chunk(ContactSheet.Columns));

    /// <summary>
    /// Whether a site lies on something that the lens has drawn: it reads high, and at least two of its eight neighbours, whatever their colour, stand above the median of their own
    /// same-colour neighbours by 3 σ of the local noise. A defect has no such company.
    /// </summary>
    /// <param name="marked">The site.</param>
    /// <param name="files">The frames that were looked at; one of them is enough, for stars move.</param>
    public bool IsOnStar(MarkedSite marked, IEnumerable<string> files) => files.Any(file => IsOnStar(marked.Site, FrameOf(file)));

    private static bool IsOnStar(Site marked, FrameNoise frame)
    {
        (int row, int column) = marked;
        bool IsRaised(int site, double sigmas) => frame.Mosaic.Samples[site] - frame.MedianAt(site) > sigmas * frame.SigmaAt(site);
        int raised = 0;
        for (int y = Math.Max(0, row - 1); y <= Math.Min(frame.Mosaic.Height - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(frame.Mosaic.Width - 1, column + 1); x++)
            {
                int site = (y * frame.Mosaic.Width) + x;
                raised += (y, x) != (row, column) && IsRaised(site, RaisedSigmas) ? 1 : 0;
            }
        }

        return raised >= RaisedNeighbors && IsRaised((row * frame.Mosaic.Width) + column, 0);
    }

    private FrameNoise FrameOf(string path)
    {
        if (!_frames.TryGetValue(path, out FrameNoise? frame))
        {
            ManifestFile file = manifest.Files.Single(one => Path.GetFullPath(one.FilePath) == Path.GetFullPath(path));
            _frames[path] = frame = new FrameNoise(file.Open().Mosaic);
        }

        return frame;
    }
}
