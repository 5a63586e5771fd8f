namespace FixPix.Detection;

/// <summary>What speaks against one site.</summary>
/// <param name="LogOdds">ln of (probability of what is seen if the site is defective / if it is good).</param>
/// <param name="IsHigh">Whether the site reads too high.</param>
internal readonly record struct ContrastEvidence(float LogOdds, bool IsHigh);

/// <summary>
/// How far a site stands out from its plane, less what the sites of the other colours around it confirm, measured
/// against noise and the unrest of the surroundings.
/// </summary>
/// <remarks>
/// score = (0.3·|d| + 0.7·outside − 3.5·adjacent − 2.2·diagonal) / (σ + 1.3·unrest of the eight around + 0.95·unrest of the plane).
/// <i>d</i>: difference from the median of the eight neighbours of the plane. <i>Outside</i>: how far beyond their second
/// smallest or second largest. <i>Adjacent, diagonal</i>: the second smallest difference, in the direction of d, of the four
/// sites beside and the four at the corners: light goes through a lens, so a real point or line raises at least three
/// neighbours, and a lone defect, a pair or a 2×2 block does not. <i>Unrest</i>: mean |difference|, around the site
/// without the largest. The weights were fitted to photographs unprocessed into mosaics of eight kinds of sensor;
/// docs/decisions/classical-detector.md has the figures.
/// </remarks>
internal static class ContrastScore
{
    /// <summary>No site nearer to its median than this many σ is a candidate.</summary>
    public const float LeastSigmas = 3.5f;

    /// <summary>Least and most that one frame can say.</summary>
    public const float MostLogOdds = 14;

    // ln of the density ratio of scores of injected defects and of good sites: a straight line over ln(score).
    private const float Slope = 7f;
    private const float AtOne = 2.7f;

    // For normal noise the ratio grows with half the square; 4.5 stands for the width of the defects' range.
    private const float NoiseOffset = 4.5f;

    /// <summary>Judges one site.</summary>
    /// <param name="band">The loaded band.</param>
    /// <param name="at">The site's index in scratch.</param>
    /// <param name="step">Columns between neighbours of a plane.</param>
    /// <param name="value">The site's own sample, in the band's units, also where the band has it replaced.</param>
    /// <param name="sigma">Noise at the site's level, in the band's units.</param>
    public static ContrastEvidence Of(ContrastBand band, int at, int step, int value, float sigma)
    {
        ReadOnlySpan<short> differences = band.Differences;
        int median = band.Values[at] - differences[at];
        int difference = value - median;
        bool isHigh = difference > 0;
        int size = Math.Abs(difference);
        int outside = Math.Max(0, isHigh ? value - band.High[at] : band.Low[at] - value);
        int stride = band.Stride;
        (int adjacent, int adjacentUnrest, int largest) = Around(differences, at, stride, 1, isHigh);
        (int diagonal, int diagonalUnrest, int largestDiagonal) = Around(differences, at, stride - 1, stride + 1, isHigh);
        float around = (adjacentUnrest + diagonalUnrest - Math.Max(largest, largestDiagonal)) / 7f;
        float plane = PlaneUnrest(differences, at, stride, step);
        float excess = (0.3f * size) + (0.7f * outside) - (3.5f * Math.Max(0, adjacent)) - (2.2f * Math.Max(0, diagonal));
        float score = excess / (sigma + (1.3f * around) + (0.95f * plane));
        return new ContrastEvidence(ToLogOdds(score, size / sigma), isHigh);
    }

    /// <summary>ln of the likelihood ratio of a score.</summary>
    /// <param name="score">The score; at or below 0 the surroundings explain the site.</param>
    /// <param name="sigmas">Size of the difference in σ.</param>
    public static float ToLogOdds(float score, float sigmas)
    {
        float byScore = AtOne + (Slope * MathF.Log(Math.Max(score, 0.1f)));
        float byNoise = (sigmas * sigmas / 2) - NoiseOffset;
        return Math.Clamp(Math.Min(byScore, byNoise), -MostLogOdds, MostLogOdds);
    }

    // Of the four sites at ±a and ±b: the second smallest difference in the direction asked for, and sum and maximum of the sizes.
    private static (int Second, int Sum, int Largest) Around(ReadOnlySpan<short> differences, int at, int a, int b, bool isHigh)
    {
        (int w, int x, int y, int z) = (differences[at - a], differences[at + a], differences[at - b], differences[at + b]);
        int sum = Math.Abs(w) + Math.Abs(x) + Math.Abs(y) + Math.Abs(z);
        int largest = Math.Max(Math.Max(Math.Abs(w), Math.Abs(x)), Math.Max(Math.Abs(y), Math.Abs(z)));
        if (!isHigh)
        {
            (w, x, y, z) = (-w, -x, -y, -z);
        }

        // The smaller of both pairs' larger ones, or the larger of both pairs' smaller ones.
        int second = Math.Min(Math.Min(Math.Max(w, x), Math.Max(y, z)), Math.Max(Math.Min(w, x), Math.Min(y, z)));
        return (second, sum, largest);
    }

    private static float PlaneUnrest(ReadOnlySpan<short> differences, int at, int stride, int step)
    {
        int row = step * stride;
        int sum = Math.Abs(differences[at - row - step]) + Math.Abs(differences[at - row]) + Math.Abs(differences[at - row + step])
            + Math.Abs(differences[at - step]) + Math.Abs(differences[at + step])
            + Math.Abs(differences[at + row - step]) + Math.Abs(differences[at + row]) + Math.Abs(differences[at + row + step]);
        return sum / 8f;
    }
}
