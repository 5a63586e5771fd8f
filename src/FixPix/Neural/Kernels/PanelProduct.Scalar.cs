namespace FixPix.Neural.Kernels;

internal static unsafe partial class PanelProduct
{
    /// <summary>The truth that the vector paths are compared with.</summary>
    public static void RunScalar(in PanelWork work)
    {
        for (int row = 0; row < work.Rows; row++)
        {
            float* input = work.Input + row * work.InputStride;
            float* output = work.Output + row * work.OutputStride;
            for (int column = 0; column < work.Columns; column++)
            {
                float sum = work.Bias[column];
                for (int run = 0; run < work.RunCount; run++)
                {
                    float* values = input + work.Runs[run];
                    float* weights = work.Panel + (nint)run * work.RunLength * Width + column;
                    for (int k = 0; k < work.RunLength; k++)
                    {
                        sum += values[k] * weights[k * Width];
                    }
                }

                sum += work.Accumulate ? output[column] : 0;
                output[column] = work.Rectify ? Math.Max(sum, 0) : sum;
            }
        }
    }
}
