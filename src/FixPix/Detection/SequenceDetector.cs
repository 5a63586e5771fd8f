using System.Collections.Immutable;
using System.Globalization;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Adds up, over the frames of a sequence, the evidence that each site is bad, as log-odds that begin at the expected rate
/// of defects. J. Leung, J. Dudas, G. H. Chapman, I. Koren and Z. Koren, "Quantitative analysis of in-field defects in
/// image sensor arrays", DFT 2007, and "Automatic detection of in-field defect growth in image sensors", DFT 2008: Bayes'
/// rule over the pictures of an ordinary album, with the distribution of interpolation errors measured on each picture.
/// </summary>
/// <remarks>
/// The residual is taken against the median of the plane, the unrest is RawTherapee's (<see cref="MedianRatioDetector"/>).
/// No frame may say more than 0.6 of what the prior says against: one frame never convicts, two clear ones do, and every
/// frame in which the site looks good takes some back. So the scene or the stars have to move. Memory: 4 bytes a site
/// and the frame at hand, however many frames there are.
/// </remarks>
public sealed class SequenceDetector : IDetector
{
    /// <summary>Its name in the list of detectors.</summary>
    public const string Name = "sequence";

    /// <summary>The fewest frames that can tell the sensor from the scene.</summary>
    public const int MinimumFrames = 2;

    private const float MostOfPrior = 0.6f;

    // From here on a frame's evidence makes a site worth following, for its kind.
    private const float Clear = 1;
    private readonly double _expectedRate = 1e-4;

    /// <summary>The share of bad sites before anything was seen, above 0 to below 0.5: 0.01 % by default.</summary>
    public double ExpectedRate
    {
        get => _expectedRate;
        init => _expectedRate = value is > 0 and < 0.5 ? value : throw new FixPixException($"expected rate {value}: expected above 0 to below 0.5");
    }

    private float PriorLogOdds => (float)Certainty.ToLogOdds(ExpectedRate);

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Mosaic? first = null;
        float[] logOdds = [];
        KindJudge? kinds = null;
        int count = 0;
        foreach (Mosaic frame in FrameChecks.OfOneSensor(frames, MinimumFrames))
        {
            if (first is null)
            {
                first = frame;
                logOdds = new float[frame.Samples.Length];
                Array.Fill(logOdds, PriorLogOdds);
                kinds = new KindJudge(first, work);
            }

            count++;
            kinds!.Observe(frame, Accumulate(frame, logOdds, work));
        }

        MapBuilder map = new(first!, Name) { Settings = Describe(count) };
        return map.Build(kinds!.Name(Convicted(logOdds)));
    }

    // Adds up what a frame says, and names the sites that it speaks clearly against.
    private DefectMask Accumulate(Mosaic frame, float[] logOdds, WorkSettings work)
    {
        ResidualEvidence evidence = ResidualEvidence.Of(frame, PlaneSites.Of(frame.Layout.Cfa), -MostOfPrior * PriorLogOdds, work);
        DefectMask suspects = new(frame.Width, frame.Height);
        evidence.OfAll(
            (site, odds) =>
            {
                logOdds[site] += odds;
                if (odds >= Clear)
                {
                    suspects[site / frame.Width, site % frame.Width] = true;
                }
            },
            work);
        return suspects;
    }

    private static List<Finding> Convicted(float[] logOdds)
    {
        List<Finding> convicted = [];
        for (int site = 0; site < logOdds.Length; site++)
        {
            if (logOdds[site] > 0)
            {
                convicted.Add(new Finding(site, Certainty.OfLogOdds(logOdds[site])));
            }
        }

        return convicted;
    }

    private ImmutableSortedDictionary<string, string> Describe(int count) => ImmutableSortedDictionary<string, string>.Empty
        .Add("expectedRate", ExpectedRate.ToString(CultureInfo.InvariantCulture))
        .Add("frames", count.ToString(CultureInfo.InvariantCulture));
}
