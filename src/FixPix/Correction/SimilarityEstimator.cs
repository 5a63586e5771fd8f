using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FixPix.Correction;

/// <summary>
/// Estimates a site from the good sites of its patch, each weighted by how much the sites around it are like the sites
/// around the bad one.
/// </summary>
/// <remarks>
/// With u the patch, o the step to a source and e the steps to the sites around (all good, of any colour, levelled so that
/// the colours' local means and contrasts agree): the differences d(e) = u(e) − u(o + e) say two things. Their mean is what the
/// source differs by, so the source's vote is u(o) + mean d; their mean square m says how well the source knows, so it
/// weighs 1 / (|o|² · m²). Along an edge and on a repeated texture m is small, across an edge it is large.
/// m is drawn towards the patch's average where few sites can be compared.
/// Sums run over e for each source by itself and over the sources in one order, so all vector widths give the same bits.
/// </remarks>
internal static class SimilarityEstimator
{
    // Pseudo-observations of an average site around, added to the mean square and to the mean.
    private const float Shrinkage = 0.25f;

    // Least root mean square difference, as a fraction of the local mean: below it differences are noise or rounding.
    private const float Floor = 0.01f;

    // Expected mean square, as a fraction of the local mean squared, and its weight, before anything is compared.
    private const float PriorSquare = 0.0025f;
    private const float PriorWeight = 0.5f;

    /// <summary>Estimates the value in the middle.</summary>
    /// <param name="patch">PatchLength levelled values; 0 where the site is bad.</param>
    /// <param name="good">PatchLength values, 1 for a good site, 0 for a bad one and beyond the patch.</param>
    /// <param name="sourceWeights">Lanes weights by distance and colour.</param>
    /// <param name="window">Tables.</param>
    /// <param name="mean">The local mean that differences are relative to, positive.</param>
    /// <param name="scratch">3 · Lanes values.</param>
    /// <returns>The estimate, within the range of the sources, or NaN where no source has a weight.</returns>
    [SkipLocalsInit]
    public static float Estimate(
        ReadOnlySpan<float> patch, ReadOnlySpan<float> good, ReadOnlySpan<float> sourceWeights, SimilarityWindow window, float mean, Span<float> scratch)
    {
        Span<int> steps = stackalloc int[window.Steps.Length];
        Span<float> weights = stackalloc float[window.Steps.Length];
        Span<float> values = stackalloc float[window.Steps.Length];
        int compared = 0;
        for (int index = 0; index < window.Steps.Length; index++)
        {
            // Written in any case and kept if good: which ones are good cannot be predicted.
            int step = window.Steps[index];
            (steps[compared], weights[compared], values[compared]) = (step, window.StepWeights[index], patch[window.Center + step]);
            compared += (int)good[window.Center + step];
        }

        Surroundings around = new(steps[..compared], weights[..compared], values[..compared]);
        float average = Compare(patch, good, sourceWeights, window, around, mean, scratch);
        return Vote(patch, good, sourceWeights, window, average, mean, scratch);
    }

    /// <summary>For each source the sums of weights, differences and squares into scratch; returns the average mean square.</summary>
    private static float Compare(
        ReadOnlySpan<float> patch, ReadOnlySpan<float> good, ReadOnlySpan<float> sourceWeights, SimilarityWindow window, Surroundings around, float mean, Span<float> scratch)
    {
        (Vector256<float> allSquares, Vector256<float> allWeights) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (int lane = 0; lane < window.Lanes; lane += 2 * SimilarityWindow.Block)
        {
            // Two blocks at a time: their sums do not wait for each other.
            int source = window.First + lane;
            (Vector256<float> weights, Vector256<float> sums, Vector256<float> squares) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            (Vector256<float> weights2, Vector256<float> sums2, Vector256<float> squares2) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (int index = 0; index < around.Steps.Length; index++)
            {
                int site = source + around.Steps[index];
                (Vector256<float> stepWeight, Vector256<float> value) = (Vector256.Create(around.Weights[index]), Vector256.Create(around.Values[index]));
                Add(stepWeight * Load(good, site), value - Load(patch, site), ref weights, ref sums, ref squares);
                site += SimilarityWindow.Block;
                Add(stepWeight * Load(good, site), value - Load(patch, site), ref weights2, ref sums2, ref squares2);
            }

            Keep(lane, weights, sums, squares, window.Lanes, scratch);
            Keep(lane + SimilarityWindow.Block, weights2, sums2, squares2, window.Lanes, scratch);
            (Vector256<float> counts, Vector256<float> counts2) = (IsSource(sourceWeights, good, lane, source), IsSource(sourceWeights, good, lane + SimilarityWindow.Block, source + SimilarityWindow.Block));
            allWeights += (counts * weights) + (counts2 * weights2);
            allSquares += (counts * squares) + (counts2 * squares2);
        }

        return (Sum(allSquares) + (PriorSquare * mean * mean)) / (Sum(allWeights) + PriorWeight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector256<float> weight, Vector256<float> difference, ref Vector256<float> weights, ref Vector256<float> sums, ref Vector256<float> squares)
    {
        Vector256<float> weighted = weight * difference;
        weights += weight;
        sums += weighted;
        squares += weighted * difference;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(int lane, Vector256<float> weights, Vector256<float> sums, Vector256<float> squares, int lanes, Span<float> scratch)
    {
        Store(weights, scratch, lane);
        Store(sums, scratch, lanes + lane);
        Store(squares, scratch, (2 * lanes) + lane);
    }

    /// <summary>1 for each good site of the block that has a weight, 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> IsSource(ReadOnlySpan<float> sourceWeights, ReadOnlySpan<float> good, int lane, int source) =>
        Vector256.GreaterThan(Load(sourceWeights, lane), Vector256<float>.Zero) & Load(good, source);

    private static float Vote(
        ReadOnlySpan<float> patch, ReadOnlySpan<float> good, ReadOnlySpan<float> sourceWeights, SimilarityWindow window, float average, float mean, ReadOnlySpan<float> scratch)
    {
        Vector256<float> shrinkage = Vector256.Create(Shrinkage);
        Vector256<float> expected = Vector256.Create(Shrinkage * average);
        float floor = Floor * mean * Floor * mean;

        // Weights go with the fourth power of the contrast; relative to the average they stay near 1.
        Vector256<float> scale = Vector256.Create(average + floor);
        (Vector256<float> votes, Vector256<float> total) = (Vector256<float>.Zero, Vector256<float>.Zero);
        (Vector256<float> low, Vector256<float> high) = (Vector256.Create(float.MaxValue), Vector256.Create(float.MinValue));
        for (int lane = 0; lane < window.Lanes; lane += SimilarityWindow.Block)
        {
            Vector256<float> counts = Load(scratch, lane) + shrinkage;
            Vector256<float> value = Load(patch, window.First + lane);
            Vector256<float> squares = Load(scratch, (2 * window.Lanes) + lane) + expected;

            // weight · vote with weight = (scale / (squares / counts + floor))² and vote = value + sums / counts, over one division.
            Vector256<float> quotient = scale / (squares + (counts * floor));
            Vector256<float> shared = Load(sourceWeights, lane) * Load(good, window.First + lane) * quotient * quotient * counts;
            Vector256<float> weight = shared * counts;
            votes += shared * ((value * counts) + Load(scratch, window.Lanes + lane));
            total += weight;
            Vector256<float> isSource = Vector256.GreaterThan(weight, Vector256<float>.Zero);
            low = Vector256.Min(low, Vector256.ConditionalSelect(isSource, value, low));
            high = Vector256.Max(high, Vector256.ConditionalSelect(isSource, value, high));
        }

        float sum = Sum(total);
        if (!(sum > 0))
        {
            return float.NaN;
        }

        return Math.Clamp(Sum(votes) / sum, Least(low), -Least(-high));
    }

    private static float Least(Vector256<float> lanes)
    {
        Vector128<float> halves = Vector128.Min(lanes.GetLower(), lanes.GetUpper());
        return MathF.Min(MathF.Min(halves[0], halves[2]), MathF.Min(halves[1], halves[3]));
    }

    /// <summary>Adds eight values in one order on every machine.</summary>
    public static float Sum(Vector256<float> lanes)
    {
        Vector128<float> halves = lanes.GetLower() + lanes.GetUpper();
        return halves[0] + halves[2] + (halves[1] + halves[3]);
    }

    /// <summary>Reads a block. The tables of <see cref="SimilarityWindow"/> keep it within the values; nothing checks it here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ReadOnlySpan<float> values, int start) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    /// <summary>Writes a block, unchecked as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> lanes, Span<float> values, int start) =>
        lanes.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    /// <summary>The good sites around the middle that are compared: patch steps, weights, values.</summary>
    private readonly ref struct Surroundings(ReadOnlySpan<int> steps, ReadOnlySpan<float> weights, ReadOnlySpan<float> values)
    {
        public readonly ReadOnlySpan<int> Steps = steps;
        public readonly ReadOnlySpan<float> Weights = weights;
        public readonly ReadOnlySpan<float> Values = values;
    }
}
