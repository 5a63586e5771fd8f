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
        Span<float> one = stackalloc float[1];
        FillNormal(one);
        return one[0];
    }

    /// <summary>Fills a row with numbers as <see cref="NextNormal"/> gives them, one after the other.</summary>
    public void FillNormal(Span<float> target)
    {
        float[] scale = Ziggurat.Tables.Scale;
        long[] inside = Ziggurat.Tables.Inside;
        ulong state = _state;
        for (int index = 0; index < target.Length; index++)
        {
            ulong bits = Mix(state += Step);
            int layer = (byte)bits;
            int signed = (int)(bits >> 32);
            if (Math.Abs((long)signed) < inside[layer])
            {
                target[index] = signed * scale[layer];
                continue;
            }

            _state = state;
            target[index] = NormalNearEdge(layer, signed);
            state = _state;
        }

        _state = state;
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

    // One number in eighty: between a layer's sure part and its edge, or in the tail; a new one where it is not accepted.
    private float NormalNearEdge(int layer, int signed)
    {
        if (layer == 0)
        {
            return signed < 0 ? -NextTail() : NextTail();
        }

        Ziggurat ziggurat = Ziggurat.Tables;
        double x = signed * (double)ziggurat.Scale[layer];
        double height = ziggurat.Height[layer] + (NextDouble() * (ziggurat.Height[layer + 1] - ziggurat.Height[layer]));
        return height < Math.Exp(-0.5 * x * x) ? (float)x : NextNormal();
    }

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
