using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Neural.Kernels;

internal static unsafe partial class PanelProduct
{
    /// <summary>3 rows at a time: their 12 sums of 4 columns stay in registers, so that each weight is loaded once a block.</summary>
    public static void RunVector128(in PanelWork work) => Walk(in work, 3, &ThreeRows128, 1, &OneRow128, &OneRow128);

    private static void ThreeRows128(in PanelWork work, float* input, float* output, nint outputStride)
    {
        nint stride = work.InputStride;
        nint stride2 = 2 * stride;
        Vector128<float> s0a = Vector128.Load(work.Bias);
        Vector128<float> s0b = Vector128.Load(work.Bias + 4);
        Vector128<float> s0c = Vector128.Load(work.Bias + 8);
        Vector128<float> s0d = Vector128.Load(work.Bias + 12);
        Vector128<float> s1a = s0a, s2a = s0a;
        Vector128<float> s1b = s0b, s2b = s0b;
        Vector128<float> s1c = s0c, s2c = s0c;
        Vector128<float> s1d = s0d, s2d = s0d;
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector128<float> wa = Vector128.Load(weights);
                Vector128<float> wb = Vector128.Load(weights + 4);
                Vector128<float> wc = Vector128.Load(weights + 8);
                Vector128<float> wd = Vector128.Load(weights + 12);
                Vector128<float> x0 = Vector128.Create(*p0);
                s0a = Vector128.MultiplyAddEstimate(x0, wa, s0a);
                s0b = Vector128.MultiplyAddEstimate(x0, wb, s0b);
                s0c = Vector128.MultiplyAddEstimate(x0, wc, s0c);
                s0d = Vector128.MultiplyAddEstimate(x0, wd, s0d);
                Vector128<float> x1 = Vector128.Create(p0[stride]);
                s1a = Vector128.MultiplyAddEstimate(x1, wa, s1a);
                s1b = Vector128.MultiplyAddEstimate(x1, wb, s1b);
                s1c = Vector128.MultiplyAddEstimate(x1, wc, s1c);
                s1d = Vector128.MultiplyAddEstimate(x1, wd, s1d);
                Vector128<float> x2 = Vector128.Create(p0[stride2]);
                s2a = Vector128.MultiplyAddEstimate(x2, wa, s2a);
                s2b = Vector128.MultiplyAddEstimate(x2, wb, s2b);
                s2c = Vector128.MultiplyAddEstimate(x2, wc, s2c);
                s2d = Vector128.MultiplyAddEstimate(x2, wd, s2d);
            }
        }

        Finish(in work, s0a, output);
        Finish(in work, s0b, output + 4);
        Finish(in work, s0c, output + 8);
        Finish(in work, s0d, output + 12);
        Finish(in work, s1a, output + outputStride);
        Finish(in work, s1b, output + outputStride + 4);
        Finish(in work, s1c, output + outputStride + 8);
        Finish(in work, s1d, output + outputStride + 12);
        Finish(in work, s2a, output + 2 * outputStride);
        Finish(in work, s2b, output + 2 * outputStride + 4);
        Finish(in work, s2c, output + 2 * outputStride + 8);
        Finish(in work, s2d, output + 2 * outputStride + 12);
    }

    private static void OneRow128(in PanelWork work, float* input, float* output, nint outputStride)
    {
        Vector128<float> s0a = Vector128.Load(work.Bias);
        Vector128<float> s0b = Vector128.Load(work.Bias + 4);
        Vector128<float> s0c = Vector128.Load(work.Bias + 8);
        Vector128<float> s0d = Vector128.Load(work.Bias + 12);
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector128<float> wa = Vector128.Load(weights);
                Vector128<float> wb = Vector128.Load(weights + 4);
                Vector128<float> wc = Vector128.Load(weights + 8);
                Vector128<float> wd = Vector128.Load(weights + 12);
                Vector128<float> x0 = Vector128.Create(*p0);
                s0a = Vector128.MultiplyAddEstimate(x0, wa, s0a);
                s0b = Vector128.MultiplyAddEstimate(x0, wb, s0b);
                s0c = Vector128.MultiplyAddEstimate(x0, wc, s0c);
                s0d = Vector128.MultiplyAddEstimate(x0, wd, s0d);
            }
        }

        Finish(in work, s0a, output);
        Finish(in work, s0b, output + 4);
        Finish(in work, s0c, output + 8);
        Finish(in work, s0d, output + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in PanelWork work, Vector128<float> sum, float* output)
    {
        if (work.Accumulate)
        {
            sum += Vector128.Load(output);
        }

        (work.Rectify ? Vector128.Max(sum, Vector128<float>.Zero) : sum).Store(output);
    }
}
