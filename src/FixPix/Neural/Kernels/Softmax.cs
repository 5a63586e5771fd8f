using System.Runtime.CompilerServices;

namespace FixPix.Neural.Kernels;

/// <summary>Rows of scores to rows of probabilities: e^x / Σ e^x, every exponent taken from the row's greatest, so that none overflows.</summary>
internal static unsafe class Softmax
{
    /// <summary>Every row of a matrix, in place.</summary>
    public static void Run(in Matrix scores, KernelPath path)
    {
        for (int row = 0; row < scores.Rows; row++)
        {
            switch (path)
            {
                case KernelPath.Vector512:
                    RunLanes<Lanes512>(scores.Row(row));
                    break;
                case KernelPath.Vector256:
                    RunLanes<Lanes256>(scores.Row(row));
                    break;
                case KernelPath.Vector128:
                    RunLanes<Lanes128>(scores.Row(row));
                    break;
                default:
                    RunScalar(scores.Row(row));
                    break;
            }
        }
    }

    /// <summary>One row; the truth that the vector paths are compared with.</summary>
    public static void RunScalar(Span<float> scores)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores)
        {
            largest = Math.Max(largest, score);
        }

        double sum = 0;
        foreach (ref float score in scores)
        {
            score = (float)Math.Exp((double)score - largest);
            sum += score;
        }

        foreach (ref float score in scores)
        {
            score = (float)(score / sum);
        }
    }

    /// <summary>The greatest of <paramref name="count"/> scores, whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest<TLanes>(float* scores, int count)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes largest = TLanes.All(float.NegativeInfinity);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            largest = TLanes.Max(largest, TLanes.Load(scores + i));
        }

        return largest.Largest();
    }

    /// <summary>Makes every score 2^(score − <paramref name="largest"/>), whole vectors, and returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Powers<TLanes>(float* scores, int count, float largest)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes top = TLanes.All(largest), sum = TLanes.All(0f);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            TLanes power = Exponential.PowerOfTwo(TLanes.Load(scores + i) - top);
            power.Store(scores + i);
            sum += power;
        }

        return sum.Sum();
    }

    /// <summary>Multiplies by a factor, whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale<TLanes>(float* values, int count, float factor)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes factors = TLanes.All(factor);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            (TLanes.Load(values + i) * factors).Store(values + i);
        }
    }

    /// <summary>The numbers that fill no whole vector pass through one of their own, filled up with what counts for nothing.</summary>
    private static void RunLanes<TLanes>(Span<float> scores)
        where TLanes : struct, ILanes<TLanes>
    {
        int whole = scores.Length - scores.Length % TLanes.Count;
        float* last = stackalloc float[TLanes.Count];
        TLanes.All(float.NegativeInfinity).Store(last);
        Span<float> rest = new(last, scores.Length - whole);
        scores[whole..].CopyTo(rest);
        fixed (float* all = scores)
        {
            Scale<TLanes>(all, whole, Exponential.Log2E);
            Scale<TLanes>(last, TLanes.Count, Exponential.Log2E);
            float largest = MathF.Max(Largest<TLanes>(all, whole), Largest<TLanes>(last, TLanes.Count));
            float sum = Powers<TLanes>(all, whole, largest) + Powers<TLanes>(last, TLanes.Count, largest);
            Scale<TLanes>(all, whole, 1 / sum);
            Scale<TLanes>(last, TLanes.Count, 1 / sum);
        }

        rest.CopyTo(scores[whole..]);
    }
}
