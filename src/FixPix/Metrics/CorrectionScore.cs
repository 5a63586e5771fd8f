using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Metrics;

/// <summary>How far a corrected mosaic is from the true one, over the sites that were bad; and what became of the good ones.</summary>
/// <param name="BadCount">Bad sites.</param>
/// <param name="AlteredGoodCount">Good sites whose value is not the true one any more.</param>
/// <param name="SquaredErrorSum">Σ (p̂ − p)² over the bad sites, DN².</param>
/// <param name="AbsoluteErrorSum">Σ |p̂ − p| over the bad sites, DN.</param>
/// <param name="SquaredSignalSum">Σ p² over the bad sites, DN² (raw values, black level included).</param>
/// <param name="WhiteDn">Full scale: the white level, DN.</param>
public sealed record CorrectionScore(
    long BadCount, long AlteredGoodCount, long SquaredErrorSum, long AbsoluteErrorSum, long SquaredSignalSum, int WhiteDn)
{
    private const int RowsPerBand = 64;

    /// <summary>Σ (p̂ − p)² / Σ p². 0 without an error, infinite where only the true values are all 0.</summary>
    public double Nmse => SquaredErrorSum == 0 ? 0 : SquaredErrorSum / (double)SquaredSignalSum;

    /// <summary>10 · log10(white² / MSE) in dB; infinite without an error.</summary>
    public double PsnrDb => SquaredErrorSum == 0
        ? double.PositiveInfinity
        : 10 * Math.Log10((double)WhiteDn * WhiteDn * BadCount / SquaredErrorSum);

    /// <summary>Mean absolute error in DN; 0 without a bad site.</summary>
    public double MaeDn => BadCount == 0 ? 0 : AbsoluteErrorSum / (double)BadCount;

    /// <summary>Mean absolute error in per cent of full scale.</summary>
    public double MaePercent => 100 * MaeDn / WhiteDn;

    /// <summary>Compares a corrected mosaic with the true one.</summary>
    /// <param name="original">The mosaic without defects.</param>
    /// <param name="corrected">The mosaic after correction (or before, to see what the defects do).</param>
    /// <param name="truth">The sites that were bad.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default.</param>
    /// <exception cref="FixPixException">The three differ in size.</exception>
    public static CorrectionScore Of(Mosaic original, Mosaic corrected, DefectMap truth, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(corrected);
        ArgumentNullException.ThrowIfNull(truth);
        truth.RequireFits(original.Layout);
        truth.RequireFits(corrected.Layout);
        long altered = CountAltered(original, corrected, work ?? WorkSettings.Default);
        long squares = 0, absolutes = 0, signal = 0;
        foreach (int site in truth.SiteIndices)
        {
            long value = original.Samples[site];
            long error = corrected.Samples[site] - value;
            altered -= error == 0 ? 0 : 1;
            squares += error * error;
            absolutes += Math.Abs(error);
            signal += value * value;
        }

        return new CorrectionScore(truth.Count, altered, squares, absolutes, signal, original.Layout.WhiteDn);
    }

    private static long CountAltered(Mosaic original, Mosaic corrected, WorkSettings work)
    {
        long altered = 0;
        RowBands.Run(original.Height, RowsPerBand, work, (first, end) =>
        {
            long inBand = 0;
            int length = (end - first) * original.Width;
            ReadOnlySpan<ushort> before = original.Samples.AsSpan(first * original.Width, length);
            ReadOnlySpan<ushort> after = corrected.Samples.AsSpan(first * original.Width, length);
            for (int same = before.CommonPrefixLength(after); same < before.Length; same = before.CommonPrefixLength(after))
            {
                inBand++;
                before = before[(same + 1)..];
                after = after[(same + 1)..];
            }

            Interlocked.Add(ref altered, inBand);
        });
        return altered;
    }
}
