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
        List<Finding> lines = new LineFinder(frame, noise).Find(work);
        DefectMask suspects = new(frame.Width, frame.Height);
        Mark(suspects, lines);
        DefectRate rate = new(frame);
        float prior = rate.Estimate(pass, suspects, work);
        for (int count = 0; count < MostPasses; count++)
        {
            DefectMask next = new(frame.Width, frame.Height);
            pass.Run(suspects, prior + (float)Sensitivity, 1, work, (_, _, found) => Mark(next, found));
            Mark(next, lines);
            (DefectMask before, suspects) = (suspects, next);
            prior = rate.LogOdds(suspects.Count());
            if (suspects.CountDifferent(before) <= suspects.Count() / 1000)
            {
                break;
            }
        }

        FrameFindings findings = new(frame.Height);
        pass.Run(suspects, prior + (float)Sensitivity, 1, work, (first, _, found) => findings.Set(first, [.. found]));
        return Merge(findings.Sorted(), lines);
    }

    // Both are sorted by site; what belongs to a line is known by the line.
    private static List<Finding> Merge(List<Finding> single, List<Finding> lines)
    {
        if (lines.Count == 0)
        {
            return single;
        }

        List<Finding> merged = new(single.Count + lines.Count);
        int next = 0;
        foreach (Finding finding in single)
        {
            while (next < lines.Count && lines[next].Site < finding.Site)
            {
                merged.Add(lines[next++]);
            }

            if (next == lines.Count || lines[next].Site != finding.Site)
            {
                merged.Add(finding);
            }
        }

        merged.AddRange(lines.Skip(next));
        return merged;
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
