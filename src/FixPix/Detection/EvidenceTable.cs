namespace FixPix.Detection;

/// <summary>
/// How residuals of one frame are distributed: counted by the unrest around the site, by sign, and by size against
/// noise and unrest, in steps of a quarter of an octave. What good sites do is measured here, not assumed, so a
/// frame of fine texture says less than one of a plain wall.
/// </summary>
internal sealed class EvidenceTable
{
    /// <summary>Width of a step of sizes, in natural logarithms.</summary>
    public const float StepWidth = 0.6931472f / StepsPerOctave;

    private const int StepsPerOctave = 4;
    private const int Steps = 56;
    private const int FirstOctave = -3;
    private const int Unrests = 12;
    private const int Curves = 2 * Unrests;

    // An unrest that few sites have borrows so many from all the others, lest a defect be measured by itself alone.
    private const float Borrowed = 32;

    private readonly int[] _counts = new int[Curves * Steps];
    private readonly float[] _shares = new float[Curves * Steps];

    /// <summary>The place in the table of a residual.</summary>
    /// <param name="unrest">Unrest around the site over the noise.</param>
    /// <param name="isHigh">Whether the site is above its surroundings.</param>
    /// <param name="size">Size of the residual over noise and unrest together.</param>
    public static int Index(float unrest, bool isHigh, float size)
    {
        int curve = Math.Min((int)(2 * MathF.Log2(1 + unrest)), Unrests - 1);
        float place = (MathF.Log2(size) - FirstOctave) * StepsPerOctave;
        int step = place > 0 ? Math.Min((int)place, Steps - 1) : 0;
        return (((2 * curve) + (isHigh ? 1 : 0)) * Steps) + step;
    }

    /// <summary>Counts a residual.</summary>
    public void Add(int index) => _counts[index]++;

    /// <summary>Adds what another thread counted.</summary>
    public void Add(EvidenceTable other)
    {
        for (int index = 0; index < _counts.Length; index++)
        {
            _counts[index] += other._counts[index];
        }
    }

    /// <summary>Turns the counts into what <see cref="ShareOfGood"/> gives.</summary>
    public void Finish()
    {
        ShareTheSmallest();
        for (int sign = 0; sign < 2; sign++)
        {
            float[] all = SharesOfAll(sign);
            for (int curve = sign; curve < Curves; curve += 2)
            {
                float total = Sum(_counts.AsSpan((curve & ~1) * Steps, 2 * Steps)) + Borrowed;
                for (int step = 0; step < Steps; step++)
                {
                    int index = (curve * Steps) + step;
                    _shares[index] = (_counts[index] + (Borrowed * all[step])) / total;
                }

                MakeFall(_shares.AsSpan(curve * Steps, Steps));
            }
        }
    }

    /// <summary>The share of the good sites of this unrest that are in this step of sizes, of this sign.</summary>
    public float ShareOfGood(int index) => _shares[index];

    // The sign of next to nothing means nothing.
    private void ShareTheSmallest()
    {
        for (int low = 0; low < _counts.Length; low += 2 * Steps)
        {
            int both = _counts[low] + _counts[low + Steps];
            (_counts[low], _counts[low + Steps]) = (both - (both / 2), both / 2);
        }
    }

    // The steps of one sign for all unrests together. One without any site counts half a site: it is rare, not impossible.
    private float[] SharesOfAll(int sign)
    {
        float[] shares = new float[Steps];
        float total = Math.Max(1, Sum(_counts));
        for (int step = 0; step < Steps; step++)
        {
            int count = 0;
            for (int curve = sign; curve < Curves; curve += 2)
            {
                count += _counts[(curve * Steps) + step];
            }

            shares[step] = Math.Max(0.5f, count) / total;
        }

        MakeFall(shares);
        return shares;
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        int sum = 0;
        foreach (int count in counts)
        {
            sum += count;
        }

        return sum;
    }

    // Of good sites the larger residual is the rarer: where shares rise again, defects do it. Below the most frequent size
    // nothing speaks for a defect, so there the share is that of the most frequent, which noise and unrest do not exceed.
    private static void MakeFall(Span<float> shares)
    {
        int mode = 0;
        for (int step = 1; step <= -FirstOctave * StepsPerOctave; step++)
        {
            mode = shares[step] > shares[mode] ? step : mode;
        }

        shares[..mode].Fill(shares[mode]);
        for (int step = mode + 1; step < shares.Length; step++)
        {
            shares[step] = Math.Min(shares[step], shares[step - 1]);
        }
    }
}
