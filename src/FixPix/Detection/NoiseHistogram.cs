namespace FixPix.Detection;

/// <summary>Counts the sizes of differences by CFA position and level, and reads noise curves from the counts.</summary>
internal sealed class NoiseHistogram
{
    // A bin of sizes is an eighth of an octave wide: fine enough for a σ to within a few percent.
    private const int SizeBins = 160;
    private const int SizesPerOctave = 8;
    private const double QuartileOfNormal = 0.3186;
    private const int FewestForABin = 64;

    private readonly int[] _counts;

    /// <summary>An empty histogram.</summary>
    /// <param name="positions">CFA positions.</param>
    public NoiseHistogram(int positions) => _counts = new int[positions * NoiseLevels.Count * SizeBins];

    /// <summary>Counts one difference.</summary>
    /// <param name="position">CFA position.</param>
    /// <param name="level">Step of <see cref="NoiseLevels"/>.</param>
    /// <param name="sizeDn">Size of the difference, DN.</param>
    public void Add(int position, int level, int sizeDn)
    {
        int size = Math.Min((int)(Math.Log2(1 + sizeDn) * SizesPerOctave), SizeBins - 1);
        _counts[(((position * NoiseLevels.Count) + level) * SizeBins) + size]++;
    }

    /// <summary>σ in DN for each position and level.</summary>
    /// <param name="floorDn">No σ is below this.</param>
    public float[] Curves(float floorDn)
    {
        float[] sigmas = new float[_counts.Length / SizeBins];
        for (int curve = 0; curve < sigmas.Length; curve += NoiseLevels.Count)
        {
            Span<float> levels = sigmas.AsSpan(curve, NoiseLevels.Count);
            for (int level = 0; level < NoiseLevels.Count; level++)
            {
                levels[level] = Sigma(_counts.AsSpan((curve + level) * SizeBins, SizeBins));
            }

            FillGaps(levels, floorDn);
        }

        return sigmas;
    }

    private static float Sigma(ReadOnlySpan<int> counts)
    {
        int total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        if (total < FewestForABin)
        {
            return float.NaN;
        }

        double wanted = total * 0.25;
        int below = 0;
        int size = 0;
        while (below + counts[size] < wanted)
        {
            below += counts[size++];
        }

        double place = size + ((wanted - below) / counts[size]);
        return (float)((Math.Pow(2, place / SizesPerOctave) - 1) / QuartileOfNormal);
    }

    // A level that hardly occurs takes the σ of the nearest level that does.
    private static void FillGaps(Span<float> levels, float floorDn)
    {
        float[] measured = levels.ToArray();
        for (int level = 0; level < levels.Length; level++)
        {
            float sigma = 0;
            for (int distance = 0; distance < levels.Length; distance++)
            {
                float below = level >= distance ? measured[level - distance] : float.NaN;
                float above = level + distance < measured.Length ? measured[level + distance] : float.NaN;
                if (!float.IsNaN(below) || !float.IsNaN(above))
                {
                    sigma = float.IsNaN(below) ? above : float.IsNaN(above) ? below : (below + above) / 2;
                    break;
                }
            }

            levels[level] = Math.Max(sigma, floorDn);
        }
    }
}
