using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>What a convolution's bias and the batch norm behind it come to: output · Factor + Offset, channel by channel.</summary>
/// <param name="Factor">One for each output channel.</param>
/// <param name="Offset">One for each output channel.</param>
internal sealed record ChannelScale(float[] Factor, float[] Offset)
{
    /// <summary>Added to the running variance before its root is taken, as PyTorch does by default.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>Reads the bias and the norm, each where the file has it.</summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape, or a variance is negative.</exception>
    public static ChannelScale Read(WeightFile file, string conv, string norm, int channels)
    {
        float[] factor = new float[channels];
        Array.Fill(factor, 1f);
        float[] offset = file.Contains(conv + ".bias") ? [.. file.Read(conv + ".bias", channels).Values] : new float[channels];
        if (!file.Contains(norm + ".weight"))
        {
            return new ChannelScale(factor, offset);
        }

        float[] gain = file.Read(norm + ".weight", channels).Values, shift = file.Read(norm + ".bias", channels).Values;
        float[] mean = file.Read(norm + ".running_mean", channels).Values, variance = file.Read(norm + ".running_var", channels).Values;
        for (int channel = 0; channel < channels; channel++)
        {
            factor[channel] = gain[channel] / MathF.Sqrt(variance[channel] + Epsilon);
            offset[channel] = (offset[channel] - mean[channel]) * factor[channel] + shift[channel];
            if (!float.IsFinite(factor[channel]) || !float.IsFinite(offset[channel]))
            {
                throw new FixPixException($"{file.Source}: norm '{norm}' has no finite scale for channel {channel}, whose running variance is {variance[channel]}");
            }
        }

        return new ChannelScale(factor, offset);
    }
}
