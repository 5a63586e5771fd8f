using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Lets a detector judge each frame on its own and keeps the sites that it marks in enough of them: how rawpy combines frames (enhance.find_bad_pixels, confirm_ratio). It is there to be compared
/// with: a count forgets how sure each frame was.
/// </summary>
/// <param name="judge">Looks at one frame at a time.</param>
public sealed class CountingDetector(IDetector judge) : IDetector
{
    /// <summary>The share of the frames that have to show a site, as in rawpy.</summary>
    public const double ConfirmRatio = 0.9;

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        FrameVotes votes = new();
        MapBuilder? map = null;
        foreach (Mosaic frame in FrameChecks.OfOneSensor(frames))
        {
            DefectMap found = judge.Detect([frame], work);
            map ??= new MapBuilder(frame, $"counted {found.Provenance.Detector}");
            votes.Add([.. found.Defects().Select(defect => new Finding((defect.Site.Row * frame.Width) + defect.Site.Column, defect.Probability, defect.Kind == DefectKind.Hot))]);
        }

        return map!.Build(votes.Confirmed(ConfirmRatio));
    }
}
