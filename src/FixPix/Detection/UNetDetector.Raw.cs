using FixPix.Features;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <content>What training and calibration ask of the networks.</content>
public sealed partial class UNetDetector
{
    /// <summary>What the network itself says of every site of one frame, before any calibration, and what it makes of the frame.</summary>
    internal (float[] LogOdds, FrameLook Look) Raw(Mosaic frame, WorkSettings work)
    {
        float[] logOdds = new float[frame.Samples.Length];
        (UNetPass pass, NetworkTiles tiles) = PassFor(frame, work);
        pass.AddTo(logOdds, frame, asProbabilities: false, tiles, work);
        return (logOdds, pass.Look);
    }

    /// <summary>How far the network believes each site of one frame, height × width, for the one that looks again (<see cref="SecondLookInput.BeliefOf"/>).</summary>
    internal byte[] Beliefs(Mosaic frame, WorkSettings work)
    {
        byte[] beliefs = new byte[frame.Samples.Length];
        (UNetPass pass, NetworkTiles tiles) = PassFor(frame, work, beliefs);
        _ = pass.Find(frame, float.PositiveInfinity, tiles, work);
        return beliefs;
    }

    /// <summary>What each frame says of every site beside the prior; one array for all.</summary>
    internal IEnumerable<float[]> Evidence(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        NetworkEvidence? evidence = null;
        float[] said = [];
        foreach (Mosaic frame in frames)
        {
            evidence ??= EvidenceFor(frame, work);
            Array.Clear(said = said.Length == 0 ? new float[frame.Samples.Length] : said);
            (UNetPass pass, NetworkTiles tiles) = PassFor(frame, work);
            evidence.Say(said, frame, pass, tiles, work);
            yield return said;
        }
    }
}
