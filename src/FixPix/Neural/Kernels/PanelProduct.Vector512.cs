using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Neural.Kernels;

internal static unsafe partial class PanelProduct
{
    /// <summary>12 rows at a time: their 12 sums of 16 columns stay in registers, so that each weight is loaded once a block.</summary>
    public static void RunVector512(in PanelWork work) => Walk(in work, 12, &TwelveRows512, 4, &FourRows512, &OneRow512);

    private static void TwelveRows512(in PanelWork work, float* input, float* output, nint outputStride)
    {
        nint stride = work.InputStride;
        nint stride2 = 2 * stride;
        Vector512<float> s0 = Vector512.Load(work.Bias);
        Vector512<float> s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            float* p3 = p0 + stride + stride2;
            float* p6 = p3 + stride + stride2;
            float* p9 = p6 + stride + stride2;
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector512<float> w = Vector512.Load(weights);
                s0 = Vector512.MultiplyAddEstimate(Vector512.Create(*p0), w, s0);
                s1 = Vector512.MultiplyAddEstimate(Vector512.Create(p0[stride]), w, s1);
                s2 = Vector512.MultiplyAddEstimate(Vector512.Create(p0[stride2]), w, s2);
                s3 = Vector512.MultiplyAddEstimate(Vector512.Create(*p3), w, s3);
                s4 = Vector512.MultiplyAddEstimate(Vector512.Create(p3[stride]), w, s4);
                s5 = Vector512.MultiplyAddEstimate(Vector512.Create(p3[stride2]), w, s5);
                s6 = Vector512.MultiplyAddEstimate(Vector512.Create(*p6), w, s6);
                s7 = Vector512.MultiplyAddEstimate(Vector512.Create(p6[stride]), w, s7);
                s8 = Vector512.MultiplyAddEstimate(Vector512.Create(p6[stride2]), w, s8);
                s9 = Vector512.MultiplyAddEstimate(Vector512.Create(*p9), w, s9);
                s10 = Vector512.MultiplyAddEstimate(Vector512.Create(p9[stride]), w, s10);
                s11 = Vector512.MultiplyAddEstimate(Vector512.Create(p9[stride2]), w, s11);
                p3++;
                p6++;
                p9++;
            }
        }

        Finish(in work, s0, output);
        Finish(in work, s1, output + outputStride);
        Finish(in work, s2, output + 2 * outputStride);
        Finish(in work, s3, output + 3 * outputStride);
        Finish(in work, s4, output + 4 * outputStride);
        Finish(in work, s5, output + 5 * outputStride);
        Finish(in work, s6, output + 6 * outputStride);
        Finish(in work, s7, output + 7 * outputStride);
        Finish(in work, s8, output + 8 * outputStride);
        Finish(in work, s9, output + 9 * outputStride);
        Finish(in work, s10, output + 10 * outputStride);
        Finish(in work, s11, output + 11 * outputStride);
    }

    private static void FourRows512(in PanelWork work, float* input, float* output, nint outputStride)
    {
        nint stride = work.InputStride;
        nint stride2 = 2 * stride;
        Vector512<float> s0 = Vector512.Load(work.Bias);
        Vector512<float> s1 = s0, s2 = s0, s3 = s0;
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            float* p3 = p0 + stride + stride2;
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector512<float> w = Vector512.Load(weights);
                s0 = Vector512.MultiplyAddEstimate(Vector512.Create(*p0), w, s0);
                s1 = Vector512.MultiplyAddEstimate(Vector512.Create(p0[stride]), w, s1);
                s2 = Vector512.MultiplyAddEstimate(Vector512.Create(p0[stride2]), w, s2);
                s3 = Vector512.MultiplyAddEstimate(Vector512.Create(*p3), w, s3);
                p3++;
            }
        }

        Finish(in work, s0, output);
        Finish(in work, s1, output + outputStride);
        Finish(in work, s2, output + 2 * outputStride);
        Finish(in work, s3, output + 3 * outputStride);
    }

    private static void OneRow512(in PanelWork work, float* input, float* output, nint outputStride)
    {
        Vector512<float> s0 = Vector512.Load(work.Bias);
        float* weights = work.Panel;
        for (int run = 0; run < work.RunCount; run++)
        {
            float* p0 = input + work.Runs[run];
            for (float* end = p0 + work.RunLength; p0 < end; p0++, weights += Width)
            {
                Vector512<float> w = Vector512.Load(weights);
                s0 = Vector512.MultiplyAddEstimate(Vector512.Create(*p0), w, s0);
            }
        }

        Finish(in work, s0, output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in PanelWork work, Vector512<float> sum, float* output)
    {
        if (work.Accumulate)
        {
            sum += Vector512.Load(output);
        }

        (work.Rectify ? Vector512.Max(sum, Vector512<float>.Zero) : sum).Store(output);
    }
}
