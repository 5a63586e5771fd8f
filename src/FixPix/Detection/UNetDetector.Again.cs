using FixPix.Features;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <content>The looks after the first, where many sites of a single frame are bad.</content>
public sealed partial class UNetDetector
{
    /// <summary>Whether a second network looks again.</summary>
    internal bool IsLookingAgain => _again is not null;

    /// <summary>How far the network that looks again believes each site of one frame, height × width, for its look after that.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="beliefs">What the first one believes (<see cref="Beliefs"/>).</param>
    /// <param name="crowd">What the crowd believes (<see cref="CrowdBeliefs"/>).</param>
    /// <param name="rate">ln of the odds of a site to be bad, as far as anybody knows.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    internal byte[] BeliefsAgain(Mosaic frame, byte[] beliefs, byte[] crowd, float rate, WorkSettings work)
    {
        byte[] own = new byte[frame.Samples.Length];
        (UNetPass pass, NetworkTiles tiles) = PassAgain(frame, beliefs, crowd, rate, work, own);
        _ = pass.Find(frame, float.PositiveInfinity, tiles, work);
        return own;
    }

    /// <summary>What the network that looks again says of every site of one frame in its last look, before any calibration, and what it makes of the frame.</summary>
    internal (float[] LogOdds, FrameLook Look) RawAgain(Mosaic frame, WorkSettings work)
    {
        (UNetPass last, float[] said) = LookAgainAt(frame, Beliefs(frame, work), Read, work);
        return (said, last.Look);

        float[] Read(UNetPass pass, NetworkTiles tiles)
        {
            float[] logOdds = new float[frame.Samples.Length];
            pass.AddTo(logOdds, frame, asProbabilities: false, tiles, work);
            return logOdds;
        }
    }

    // The look that a frame is judged by. Where most sites seem to be bad the first look may believe the wrong ones, and the second some of them: so the same network looks once more, told what it believed itself, and again until two looks
    // find the same share of bad sites.
    private (UNetPass Pass, T Said) LookAgainAt<T>(Mosaic frame, byte[] beliefs, Func<UNetPass, NetworkTiles, T> look, WorkSettings work)
    {
        byte[] crowd = CrowdBeliefs.Of(frame, work);
        float before = CommonRate.Of(beliefs, frame.Width);
        int most = RateToTell(beliefs, frame.Width) < LookAgain.ThirdLookRate ? 1 : LookAgain.MostLooks;
        for (int looks = 1; ; looks++)
        {
            byte[] own = new byte[beliefs.Length];
            (UNetPass pass, NetworkTiles tiles) = PassAgain(frame, beliefs, crowd, RateToTell(beliefs, frame.Width), work, own);
            T said = look(pass, tiles);
            float found = CommonRate.Of(own, frame.Width);
            if (looks == most || (looks > 1 && Math.Abs(found - before) <= LookAgain.Agreement))
            {
                return (pass, said);
            }

            (beliefs, before) = (own, found);
        }
    }

    private (UNetPass Pass, NetworkTiles Tiles) PassAgain(Mosaic frame, byte[] beliefs, byte[] crowd, float rate, WorkSettings work, byte[]? own)
    {
        SecondLookInput input = new(frame.Layout, _again!.Network.Multiple, beliefs, crowd, rate);
        return (new UNetPass(_again.Network, input, _workspaces) { Beliefs = own }, NetworkTiles.For(_again.Network, _again.FloatsPerPlace, input.Plane, MemoryBytes, work.Threads));
    }

    private float RateToTell(byte[] beliefs, int width) => _expectedRate is double told ? (float)Certainty.ToLogOdds(told) : CommonRate.Of(beliefs, width);

    // Without room for beliefs nobody looks again.
    private byte[]? RoomForBeliefs(Mosaic frame) => _again is null || AverageProbabilities ? null : new byte[frame.Samples.Length];

    private static bool LooksAgain(byte[]? beliefs, RateCalibration.Knot worth) => beliefs is not null && worth.Rate >= LookAgain.LeastRate;

    private RateCalibration.Knot WorthAgain(double certainShare) => _expectedRate is double rate ? _again!.Calibration.AtRate(rate) : _again!.Calibration.At(certainShare);
}
