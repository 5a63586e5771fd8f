using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// A detector that judges each frame on its own and keeps the sites that enough frames agree on. A defect stays where
/// it is while the scene moves, so what only a few frames show was the scene.
/// </summary>
public abstract class VotingDetector : IDetector
{
    private readonly double _confirmRatio = 0.9;

    private protected VotingDetector()
    {
    }

    /// <summary>The share of frames, above 0 to 1, that have to show a site; 0.9 as rawpy's confirm_ratio.</summary>
    public double ConfirmRatio
    {
        get => _confirmRatio;
        init => _confirmRatio = value is > 0 and <= 1 ? value : throw new FixPixException($"confirm ratio {value}: expected above 0 to 1");
    }

    /// <summary>Whether to report sites that read too high.</summary>
    public bool FindHot { get; init; } = true;

    /// <summary>Whether to report sites that read too low.</summary>
    public bool FindDead { get; init; } = true;

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        FrameVotes votes = new();
        MapBuilder? map = null;
        foreach (Mosaic frame in FrameChecks.OfOneSensor(frames))
        {
            map ??= new MapBuilder(frame, DetectorName);
            FrameFindings findings = new(frame.Height);
            Judge(frame, work, findings);
            votes.Add(findings.Sorted(FindHot, FindDead));
        }

        return map!.Build(votes.Confirmed(ConfirmRatio));
    }

    private protected abstract string DetectorName { get; }

    /// <summary>Collects the suspicious sites of one frame.</summary>
    private protected abstract void Judge(Mosaic frame, WorkSettings work, FrameFindings findings);
}
