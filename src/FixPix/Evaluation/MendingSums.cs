using FixPix.Metrics;

namespace FixPix.Evaluation;

/// <summary>Sums over mended frames.</summary>
/// <param name="Nmse">Σ (mended − true)² / Σ true² over the bad sites of each.</param>
/// <param name="PsnrDb">PSNR over the bad sites of each, at most <see cref="MostDb"/>.</param>
/// <param name="Seconds">Time for it.</param>
public readonly record struct MendingSums(double Nmse, double PsnrDb, double Seconds)
{
    /// <summary>What a frame without an error counts as.</summary>
    public const double MostDb = 100;

    /// <summary>Those of one frame.</summary>
    public static MendingSums Of(CorrectionScore score, double seconds)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new MendingSums(score.Nmse, Math.Min(score.PsnrDb, MostDb), seconds);
    }

    /// <summary>The sums of both.</summary>
    public static MendingSums operator +(MendingSums one, MendingSums other) => new(one.Nmse + other.Nmse, one.PsnrDb + other.PsnrDb, one.Seconds + other.Seconds);
}
