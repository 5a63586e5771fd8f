namespace FixPix.Evaluation;

/// <summary>What became of frames that a corrector mended; counts add up. Sensors count alike whatever their range of DN: each frame has its own NMSE and PSNR.</summary>
/// <param name="Corrector">The corrector's name.</param>
/// <param name="GoodCount">Good sites.</param>
/// <param name="AlteredGoodCount">Good sites whose value mending changed.</param>
/// <param name="Frames">Frames with bad sites.</param>
/// <param name="Found">Sums over those frames, mended by the map that was found.</param>
/// <param name="TrueMap">The same, mended by the true map.</param>
public sealed record MendingTally(string Corrector, long GoodCount, long AlteredGoodCount, int Frames, MendingSums Found, MendingSums TrueMap)
{
    /// <summary>The share of good sites that were changed, 0 to 1.</summary>
    public double AlteredShare => GoodCount == 0 ? 0 : AlteredGoodCount / (double)GoodCount;

    /// <summary>Mean NMSE of the frames, mended by the map that was found. Null without a bad site.</summary>
    public double? Nmse => Mean(Found.Nmse);

    /// <summary>Mean NMSE of the frames, mended by the true map: the corrector alone. Null without a bad site.</summary>
    public double? TrueMapNmse => Mean(TrueMap.Nmse);

    /// <summary>Mean PSNR of the frames in dB, mended by the map that was found. Null without a bad site.</summary>
    public double? PsnrDb => Mean(Found.PsnrDb);

    /// <summary>Mean PSNR of the frames in dB, mended by the true map. Null without a bad site.</summary>
    public double? TrueMapPsnrDb => Mean(TrueMap.PsnrDb);

    /// <summary>Time to mend a frame by the true map, plan and all, seconds. Null without a bad site.</summary>
    public double? SecondsPerFrame => Mean(TrueMap.Seconds);

    /// <summary>The counts of both, of one corrector.</summary>
    public static MendingTally operator +(MendingTally one, MendingTally other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new MendingTally(one.Corrector, one.GoodCount + other.GoodCount, one.AlteredGoodCount + other.AlteredGoodCount, one.Frames + other.Frames, one.Found + other.Found, one.TrueMap + other.TrueMap);
    }

    private double? Mean(double sum) => Frames == 0 ? null : sum / Frames;
}
