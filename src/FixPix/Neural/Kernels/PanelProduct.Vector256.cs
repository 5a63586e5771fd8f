using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Neural.Kernels;

internal static unsafe partial class PanelProduct
{
    /// <summary>6 rows at a time: their 12 sums of 8 columns stay in registers, so that each weight is loaded once a block.</summary>
    public static void RunVector256(in PanelWork work) => Walk(in work, 6, &SixRows256, 2, &TwoRows256, &OneRow256);

    private static void SixRows256(in PanelWork work, float* input, float* output, nint outputStride)
    {
        nint stride = work.InputStride;
        nint stride2 = 2 * stride;
        Vector256<float> s0a = Vector256.Load(work.Bias);
        Vector256<float> s0b = Vector256.Load(work.Bias + 8);
        Vector256<float> s1a = s0a, s2a = s0a, s3a = s0a, s4a = s0a, s5a = s0a;
        Vector256<float> s1b = s0b, s2b = s0b, s3b = s0b, s4b = s0b, s5b = s0b;
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            float* p3 = p0 + stride + stride2;
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector256<float> wa = Vector256.Load(weights);
                Vector256<float> wb = Vector256.Load(weights + 8);
                Vector256<float> x0 = Vector256.Create(*p0);
                s0a = Vector256.MultiplyAddEstimate(x0, wa, s0a);
                s0b = Vector256.MultiplyAddEstimate(x0, wb, s0b);
                Vector256<float> x1 = Vector256.Create(p0[stride]);
                s1a = Vector256.MultiplyAddEstimate(x1, wa, s1a);
                s1b = Vector256.MultiplyAddEstimate(x1, wb, s1b);
                Vector256<float> x2 = Vector256.Create(p0[stride2]);
                s2a = Vector256.MultiplyAddEstimate(x2, wa, s2a);
                s2b = Vector256.MultiplyAddEstimate(x2, wb, s2b);
                Vector256<float> x3 = Vector256.Create(*p3);
                s3a = Vector256.MultiplyAddEstimate(x3, wa, s3a);
                s3b = Vector256.MultiplyAddEstimate(x3, wb, s3b);
                Vector256<float> x4 = Vector256.Create(p3[stride]);
                s4a = Vector256.MultiplyAddEstimate(x4, wa, s4a);
                s4b = Vector256.MultiplyAddEstimate(x4, wb, s4b);
                Vector256<float> x5 = Vector256.Create(p3[stride2]);
                s5a = Vector256.MultiplyAddEstimate(x5, wa, s5a);
                s5b = Vector256.MultiplyAddEstimate(x5, wb, s5b);
                p3++;
            }
        }

        Finish(in work, s0a, output);
        Finish(in work, s0b, output + 8);
        Finish(in work, s1a, output + outputStride);
        Finish(in work, s1b, output + outputStride + 8);
        Finish(in work, s2a, output + 2 * outputStride);
        Finish(in work, s2b, output + 2 * outputStride + 8);
        Finish(in work, s3a, output + 3 * outputStride);
        Finish(in work, s3b, output + 3 * outputStride + 8);
        Finish(in work, s4a, output + 4 * outputStride);
        Finish(in work, s4b, output + 4 * outputStride + 8);
        Finish(in work, s5a, output + 5 * outputStride);
        Finish(in work, s5b, output + 5 * outputStride + 8);
    }

    private static void TwoRows256(in PanelWork work, float* input, float* output, nint outputStride)
    {
        nint stride = work.InputStride;
        Vector256<float> s0a = Vector256.Load(work.Bias);
        Vector256<float> s0b = Vector256.Load(work.Bias + 8);
        Vector256<float> s1a = s0a;
        Vector256<float> s1b = s0b;
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector256<float> wa = Vector256.Load(weights);
                Vector256<float> wb = Vector256.Load(weights + 8);
                Vector256<float> x0 = Vector256.Create(*p0);
                s0a = Vector256.MultiplyAddEstimate(x0, wa, s0a);
                s0b = Vector256.MultiplyAddEstimate(x0, wb, s0b);
                Vector256<float> x1 = Vector256.Create(p0[stride]);
                s1a = Vector256.MultiplyAddEstimate(x1, wa, s1a);
                s1b = Vector256.MultiplyAddEstimate(x1, wb, s1b);
            }
        }

        Finish(in work, s0a, output);
        Finish(in work, s0b, output + 8);
        Finish(in work, s1a, output + outputStride);
        Finish(in work, s1b, output + outputStride + 8);
    }

    private static void OneRow256(in PanelWork work, float* input, float* output, nint outputStride)
    {
        Vector256<float> s0a = Vector256.Load(work.Bias);
        Vector256<float> s0b = Vector256.Load(work.Bias + 8);
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector256<float> wa = Vector256.Load(weights);
                Vector256<float> wb = Vector256.Load(weights + 8);
                Vector256<float> x0 = Vector256.Create(*p0);
                s0a = Vector256.MultiplyAddEstimate(x0, wa, s0a);
                s0b = Vector256.MultiplyAddEstimate(x0, wb, s0b);
            }
        }

        Finish(in work, s0a, output);
        Finish(in work, s0b, output + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in PanelWork work, Vector256<float> sum, float* output)
    {
        if (work.Accumulate)
        {
            sum += Vector256.Load(output);
        }

        (work.Rectify ? Vector256.Max(sum, Vector256<float>.Zero) : sum).Store(output);
    }
}
