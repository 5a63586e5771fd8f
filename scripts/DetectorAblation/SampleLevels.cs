using FixPix.Mosaics;

namespace FixPix.DetectorAblation;

/// <summary>Mean and standard deviation of the samples of a training's crops, over all sensors, DN.</summary>
internal sealed record SampleLevels(float Mean, float Deviation)
{
    /// <summary>Measures crops.</summary>
    public static SampleLevels Of(IEnumerable<Mosaic> crops)
    {
        (double sum, double squares, long count) = (0, 0, 0);
        foreach (ushort sample in crops.SelectMany(static crop => crop.Samples))
        {
            (sum, squares, count) = (sum + sample, squares + ((double)sample * sample), count + 1);
        }

        double mean = sum / count;
        return new SampleLevels((float)mean, (float)Math.Sqrt(Math.Max(1, (squares / count) - (mean * mean))));
    }
}
