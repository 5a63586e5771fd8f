using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>How common defects are in a frame: the prior for judging its sites.</summary>
/// <param name="frame">The frame.</param>
internal sealed class DefectRate(Mosaic frame)
{
    // Sensors are sold with fewer, but a lower prior would need evidence that a single frame cannot give.
    private const double Least = 1e-4;
    private const double Most = 0.8;

    // Log-odds that texture hardly ever reaches: what has more is counted as a defect without further questions.
    private const float Certain = 8;
    private const int EnoughSites = 1 << 21;

    /// <summary>ln of the odds of a defect, estimated from some bands: the share of sites that stand out beyond any doubt.</summary>
    public float Estimate(ContrastPass pass, DefectMask suspects, WorkSettings work)
    {
        int everyBand = Math.Max(1, frame.Samples.Length / EnoughSites);
        long certain = 0;
        long looked = 0;
        pass.Run(suspects, -Certain, everyBand, work, (first, end, found) =>
        {
            Interlocked.Add(ref certain, found.Count);
            Interlocked.Add(ref looked, (long)(end - first) * frame.Width);
        });
        return LogOdds(certain / (double)looked);
    }

    /// <summary>ln of the odds of a defect when this many sites of the frame are bad.</summary>
    public float LogOdds(int count) => LogOdds(count / (double)frame.Samples.Length);

    private static float LogOdds(double share) => (float)Certainty.ToLogOdds(Math.Clamp(share, Least, Most));
}
