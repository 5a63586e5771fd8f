namespace FixPix.Evaluation;

/// <summary>What became of frames that were mended; counts add up.</summary>
/// <param name="GoodCount">Good sites.</param>
/// <param name="AlteredGoodCount">Good sites whose value mending changed.</param>
/// <param name="Frames">Frames with bad sites.</param>
/// <param name="NmseSum">Sum of those frames' NMSE, mended by the map that was found.</param>
/// <param name="TrueMapNmseSum">The same, mended by the true map.</param>
public sealed record MendingTally(long GoodCount, long AlteredGoodCount, int Frames, double NmseSum, double TrueMapNmseSum)
{
    /// <summary>The share of good sites that were changed, 0 to 1.</summary>
    public double AlteredShare => GoodCount == 0 ? 0 : AlteredGoodCount / (double)GoodCount;

    /// <summary>Mean NMSE of the frames, mended by the map that was found; sensors count alike whatever their range of DN. Null without a bad site.</summary>
    public double? Nmse => Frames == 0 ? null : NmseSum / Frames;

    /// <summary>Mean NMSE of the frames, mended by the true map: the corrector alone. Null without a bad site.</summary>
    public double? TrueMapNmse => Frames == 0 ? null : TrueMapNmseSum / Frames;

    /// <summary>The counts of both.</summary>
    public static MendingTally operator +(MendingTally one, MendingTally other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new MendingTally(
            one.GoodCount + other.GoodCount, one.AlteredGoodCount + other.AlteredGoodCount, one.Frames + other.Frames,
            one.NmseSum + other.NmseSum, one.TrueMapNmseSum + other.TrueMapNmseSum);
    }
}
