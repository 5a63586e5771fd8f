using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Spoiled tiles as the paper's transformer is trained on them: (v − mean) / deviation of every site, and of every bad one what it would have read; NaN at good sites.</summary>
/// <param name="count">Tiles.</param>
/// <param name="height">Rows of each.</param>
/// <param name="width">Columns of each.</param>
/// <param name="mean">Mean of the data set, DN.</param>
/// <param name="deviation">Its standard deviation, DN.</param>
public sealed class RawTileExamples(int count, int height, int width, float mean, float deviation) : ICropExamples
{
    private readonly float[] _features = new float[count * height * width], _targets = new float[count * height * width];
    private readonly double[] _rates = new double[count];

    /// <inheritdoc/>
    public void Spoil(int index, Mosaic clean, InjectionSettings defects)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(defects);
        if ((clean.Height, clean.Width) != (height, width))
        {
            throw new ArgumentException($"tile of {clean.Width}×{clean.Height}, expected {width}×{height}", nameof(clean));
        }

        Mosaic spoiled = clean.Clone();
        DefectMap map = DefectInjector.Inject(spoiled, defects).Truth;
        Span<float> features = _features.AsSpan(index * spoiled.Samples.Length, spoiled.Samples.Length), targets = _targets.AsSpan(index * spoiled.Samples.Length, spoiled.Samples.Length);
        for (int site = 0; site < features.Length; site++)
        {
            features[site] = Normal(spoiled.Samples[site]);
        }

        targets.Fill(float.NaN);
        foreach (int site in map.SiteIndices)
        {
            targets[site] = Normal(clean.Samples[site]);
        }

        _rates[index] = defects.Rate;
    }

    /// <inheritdoc/>
    public TrainingBatch ToBatch() => new(count, height, width, _features, _targets, _rates);

    private float Normal(ushort sample) => (sample - mean) / deviation;
}
