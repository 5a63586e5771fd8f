using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// The best classical detector for single frames. Each site is weighed against its own plane, against what the other
/// colours around it confirm, against the noise that the frame itself shows and against the unrest of its surroundings
/// (<see cref="ContrastScore"/>); Bayes' rule with the frame's own rate of defects decides; and as defects spoil the
/// comparison for their neighbours, all sites are judged again with the suspects replaced, until nothing changes.
/// </summary>
/// <remarks>
/// Its own design; the measure of unrest follows RawTherapee's idea (see <see cref="MedianRatioDetector"/>), the ranks
/// of same-colour neighbours El-Yamany's. Bayer and monochrome mosaics only.
/// </remarks>
public sealed class LocalContrastDetector : IDetector
{
    /// <summary>Its name in the list of detectors.</summary>
    public const string Name = "classical";

    private const int MostPasses = 3;
    private const float LineLogOdds = 10;
    private const double LineShare = 0.5;

    /// <summary>
    /// Added to the log-odds of every site: 0 is balanced; +2.3 takes defects for ten times as common as the frame
    /// makes believe, so more are found and more good sites with them; −2.3 for ten times as rare.
    /// </summary>
    public double Sensitivity { get; init; }

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        FrameVotes votes = new();
        MapBuilder? map = null;
        foreach (Mosaic frame in FrameChecks.OfOneSensor(frames))
        {
            map ??= new MapBuilder(frame, Name);
            votes.Add(FindIn(frame, work));
        }

        return map!.Build(votes.Confirmed(0.5));
    }

    private List<Finding> FindIn(Mosaic frame, WorkSettings work)
    {
        NoiseModel noise = NoiseModel.Of(frame, PlaneSites.Of(frame.Layout.Cfa));
        ContrastPass pass = new(frame, noise);
        List<List<Finding>> lines = new LineFinder(frame, noise).Find(work);
        DefectMask suspects = new(frame.Width, frame.Height);
        lines.ForEach(line => Mark(suspects, line));
        DefectRate rate = new(frame);
        float prior = rate.Estimate(pass, suspects, work) + (float)Sensitivity;
        lines = Convicted(lines, pass, suspects, prior, work);
        suspects.Clear();
        lines.ForEach(line => Mark(suspects, line));
        DefectMask next = new(frame.Width, frame.Height);
        for (int count = 0; count < MostPasses; count++)
        {
            next.Clear();
            pass.Run(suspects, prior, 1, work, (_, _, found) => Mark(next, found));
            lines.ForEach(line => Mark(next, line));
            (suspects, next) = (next, suspects);
            prior = rate.LogOdds(suspects.Count()) + (float)Sensitivity;
            if (suspects.CountDifferent(next) <= suspects.Count() / 1000)
            {
                break;
            }
        }

        FrameFindings findings = new(frame.Height);
        pass.Run(suspects, prior, 1, work, (first, _, found) => findings.Set(first, [.. found]));
        return WithLines(findings.Sorted(), lines);
    }

    // A line of the scene is hardly ever as sharp as a bad one: most sites of a bad one stand far out of everything around it.
    private static List<List<Finding>> Convicted(List<List<Finding>> lines, ContrastPass pass, DefectMask suspects, float prior, WorkSettings work)
    {
        if (lines.Count == 0)
        {
            return lines;
        }

        DefectMask sharp = new(suspects.Width, suspects.Height);
        pass.Run(suspects, -LineLogOdds, 1, work, (_, _, found) => Mark(sharp, found));
        return lines.FindAll(line => line.Count(finding => sharp[finding.Site / sharp.Width, finding.Site % sharp.Width]) >= LineShare * line.Count);
    }

    // What belongs to a line is known by the line, also where a site of it happens to be right.
    private static List<Finding> WithLines(List<Finding> single, List<List<Finding>> lines)
    {
        if (lines.Count == 0)
        {
            return single;
        }

        SortedDictionary<int, Finding> all = [];
        foreach (Finding finding in single.Concat(lines.SelectMany(line => line)))
        {
            all[finding.Site] = finding;
        }

        return [.. all.Values];
    }

    // Bands are whole rows and rows begin on a word of the mask, so threads never share one.
    private static void Mark(DefectMask mask, List<Finding> found)
    {
        foreach (Finding finding in found)
        {
            mask[finding.Site / mask.Width, finding.Site % mask.Width] = true;
        }
    }
}
