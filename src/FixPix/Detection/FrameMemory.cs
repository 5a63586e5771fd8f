using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>What was said of whole frames that are asked for again: up to 8 bytes a site of each, until the memory is dropped. Not for several threads at once.</summary>
internal sealed class FrameMemory
{
    private readonly Dictionary<Mosaic, float[]> _logOdds = [], _residuals = [];

    /// <summary>The network's log-odds, height × width.</summary>
    /// <param name="frame">The frame, which must not have changed since.</param>
    /// <param name="fill">Works them out, the first time.</param>
    public float[] LogOdds(Mosaic frame, Action<float[]> fill) => Of(_logOdds, frame, fill);

    /// <summary>The evidence of the residuals, height × width.</summary>
    /// <param name="frame">The frame, which must not have changed since.</param>
    /// <param name="fill">Works it out, the first time.</param>
    public float[] Residuals(Mosaic frame, Action<float[]> fill) => Of(_residuals, frame, fill);

    private static float[] Of(Dictionary<Mosaic, float[]> known, Mosaic frame, Action<float[]> fill)
    {
        if (!known.TryGetValue(frame, out float[]? numbers))
        {
            fill(numbers = new float[frame.Samples.Length]);
            known.Add(frame, numbers);
        }

        return numbers;
    }
}
