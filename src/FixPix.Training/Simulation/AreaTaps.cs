namespace FixPix.Training.Simulation;

/// <summary>
/// The area filter along one axis: each target pixel is the mean of the source between its two edges. At most three source
/// pixels take part, since the scale is below 2 (the photograph's halvings do the rest).
/// </summary>
internal sealed class AreaTaps
{
    /// <summary>Source pixels of a target pixel.</summary>
    public const int Count = 3;

    private float[] _weights = [];

    /// <summary>The first source pixel of each target pixel.</summary>
    public int[] First { get; private set; } = [];

    /// <summary>Works the taps out.</summary>
    /// <param name="start">First target pixel; a margin may begin below 0 and repeats the border.</param>
    /// <param name="count">Target pixels.</param>
    /// <param name="scale">Source pixels for each target pixel, 1 to below 2.</param>
    /// <param name="magnification">How much larger the picture is around its centre, as a share.</param>
    /// <param name="sourceLength">Source pixels.</param>
    public void Prepare(int start, int count, double scale, double magnification, int sourceLength)
    {
        if (First.Length < count)
        {
            (First, _weights) = (new int[count], new float[Count * count]);
        }

        double centre = sourceLength / 2.0;
        double width = scale / (1 + magnification);
        for (int index = 0; index < count; index++)
        {
            double from = centre + ((((start + index) * scale) - centre) / (1 + magnification));
            from = Math.Clamp(from, 0, Math.Max(0, sourceLength - width));
            double to = Math.Min(from + width, sourceLength);
            int first = Math.Min((int)from, sourceLength - 1);
            First[index] = first;
            for (int tap = 0; tap < Count; tap++)
            {
                double covered = Math.Min(to, first + tap + 1) - Math.Max(from, first + tap);
                _weights[(Count * index) + tap] = (float)(Math.Max(0, covered) / (to - from));
            }
        }
    }

    /// <summary>The three weights of a target pixel; they add up to 1.</summary>
    public ReadOnlySpan<float> WeightsOf(int index) => _weights.AsSpan(Count * index, Count);

    /// <summary>Resamples one row.</summary>
    /// <param name="source">Source pixels from <paramref name="sourceStart"/> on, with at least two behind the last that counts.</param>
    /// <param name="sourceStart">What <see cref="First"/> is counted from.</param>
    /// <param name="target">As many pixels as wanted.</param>
    public void Resample(ReadOnlySpan<float> source, int sourceStart, Span<float> target)
    {
        ReadOnlySpan<int> firsts = First.AsSpan(0, target.Length);
        ReadOnlySpan<float> weights = _weights.AsSpan(0, Count * target.Length);
        for (int index = 0; index < target.Length; index++)
        {
            ReadOnlySpan<float> taps = source.Slice(firsts[index] - sourceStart, Count);
            ReadOnlySpan<float> weight = weights.Slice(Count * index, Count);
            target[index] = (weight[0] * taps[0]) + (weight[1] * taps[1]) + (weight[2] * taps[2]);
        }
    }
}
