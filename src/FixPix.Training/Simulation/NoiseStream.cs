namespace FixPix.Training.Simulation;

/// <summary>
/// Random numbers that belong to a seed and a row, as a value without memory of its own: SplitMix64 (Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014). A row's numbers are the same in whatever band or crop it is made.
/// </summary>
internal struct NoiseStream
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;

    // 1 / k: a multiplication for each count instead of a division.
    private static readonly double[] s_inverse = [.. Enumerable.Range(0, 256).Select(count => 1.0 / count)];

    private ulong _state;

    public NoiseStream(long seed, long row) => _state = Mix(Mix((ulong)seed + Step) + ((ulong)row * 0xD1B54A32D192ED03UL));

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_state += Step);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Mean 0, standard deviation 1: the ziggurat of Marsaglia and Tsang (2000), its tail exact.</summary>
    public float NextNormal()
    {
        Ziggurat ziggurat = Ziggurat.Tables;
        while (true)
        {
            ulong bits = NextBits();
            int layer = (int)(bits & (Ziggurat.Layers - 1));
            int signed = (int)(bits >> 32);
            if (Math.Abs((long)signed) < ziggurat.Inside[layer])
            {
                return signed * ziggurat.Scale[layer];
            }

            if (layer == 0)
            {
                return signed < 0 ? -NextTail() : NextTail();
            }

            double x = signed * (double)ziggurat.Scale[layer];
            double height = ziggurat.Height[layer + 1] + (NextDouble() * (ziggurat.Height[layer] - ziggurat.Height[layer + 1]));
            if (height < Math.Exp(-0.5 * x * x))
            {
                return (float)x;
            }
        }
    }

    /// <summary>A Poisson count, by inversion: exact, in a time that grows with the mean; for means up to a few dozen.</summary>
    public int NextPoisson(double mean)
    {
        double[] inverse = s_inverse;
        double probability = Math.Exp(-mean);
        double uniform = NextDouble() - probability;
        int count = 0;
        while (uniform >= 0 && ++count < inverse.Length)
        {
            probability *= mean * inverse[count];
            uniform -= probability;
        }

        return count;
    }

    /// <summary>Exponentially distributed with mean 1.</summary>
    public double NextExponential() => -Math.Log(1 - NextDouble());

    // Marsaglia 1964: beyond the last layer's edge.
    private float NextTail()
    {
        double beyond;
        do
        {
            beyond = NextExponential() / Ziggurat.Edge;
        }
        while (2 * NextExponential() < beyond * beyond);
        return (float)(Ziggurat.Edge + beyond);
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }
}
