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

    // From here on a frame's evidence is worth remembering what it saw.
    private const float Clear = 1;
    private readonly double _expectedRate = 1e-4;

    /// <summary>The share of bad sites before anything was seen, above 0 to below 0.5: 0.01 % by default.</summary>
    public double ExpectedRate
    {
        get => _expectedRate;
        init => _expectedRate = value is > 0 and < 0.5 ? value : throw new FixPixException($"expected rate {value}: expected above 0 to below 0.5");
    }

    private float PriorLogOdds => (float)Math.Log(ExpectedRate / (1 - ExpectedRate));

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Mosaic? first = null;
        float[] logOdds = [];
        Witnesses witnesses = new();
        int count = 0;
        foreach (Mosaic frame in FrameChecks.OfOneSensor(frames, MinimumFrames))
        {
            if (first is null)
            {
                first = frame;
                logOdds = new float[frame.Samples.Length];
                Array.Fill(logOdds, PriorLogOdds);
            }

            count++;
            Accumulate(frame, logOdds, witnesses, work);
        }

        MapBuilder map = new(first!, Name) { Settings = Describe(count) };
        return map.Build(Convicted(first!.Layout, logOdds, witnesses));
    }

    private void Accumulate(Mosaic frame, float[] logOdds, Witnesses witnesses, WorkSettings work)
    {
        FrameEvidence evidence = FrameEvidence.Of(frame, PlaneSites.Of(frame.Layout.Cfa), -MostOfPrior * PriorLogOdds, work);
        List<Witness>[] bands = new List<Witness>[(frame.Height + FrameFindings.RowsPerBand - 1) / FrameFindings.RowsPerBand];
        RowBands.Run(frame.Height, FrameFindings.RowsPerBand, work, () => new DifferenceWindow(frame.Width), (top, end, window) =>
        {
            List<Witness> found = [];
            evidence.OfBand(top, end, window, (site, odds, aroundDn) =>
            {
                logOdds[site] += odds;
                if (odds >= Clear)
                {
                    float blackDn = frame.Layout.BlackAt(site / frame.Width, site % frame.Width);
                    found.Add(Witness.Of(site, frame.Samples[site], aroundDn, blackDn));
                }
            });
            bands[top / FrameFindings.RowsPerBand] = found;
        });
        witnesses.Add(bands);
    }

    private static IEnumerable<Defect> Convicted(MosaicLayout layout, float[] logOdds, Witnesses witnesses)
    {
        int place = 0;
        for (int site = 0; site < logOdds.Length; site++)
        {
            if (logOdds[site] <= 0)
            {
                continue;
            }

            while (place < witnesses.All.Count && witnesses.All[place].Site < site)
            {
                place++;
            }

            // Many faint hints can convict without a clear one; then nothing is known of the kind.
            bool isKnown = place < witnesses.All.Count && witnesses.All[place].Site == site;
            DefectKind kind = isKnown ? witnesses.All[place].KindOf(layout) : DefectKind.Deviating;
            yield return new Defect(new Site(site / layout.Width, site % layout.Width), kind, Certainty.OfLogOdds(logOdds[site]));
        }
    }

    private ImmutableSortedDictionary<string, string> Describe(int count) => ImmutableSortedDictionary<string, string>.Empty
        .Add("expectedRate", ExpectedRate.ToString(CultureInfo.InvariantCulture))
        .Add("frames", count.ToString(CultureInfo.InvariantCulture));
}
