using FixPix.Correction;
using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Spoiled crops as a reconstructing network is trained on them: what its front end tells of the crop with estimates in it, and by how much each bad site is off; NaN at good sites.</summary>
public sealed class ReconstructionExamples(int count, int side) : ICropExamples
{
    private static readonly WorkSettings s_one = new() { Threads = 1 };

    private readonly float[] _features = new float[count * MendedPlanes.Channels * side * side], _targets = new float[count * MendedPlanes.Outputs * side * side];
    private readonly double[] _rates = new double[count];
    private readonly ClassicalCorrector _estimates = new();
    private readonly Workspace _workspace = new();

    /// <inheritdoc/>
    public void Spoil(int index, Mosaic clean, InjectionSettings defects)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(defects);
        Mosaic spoiled = clean.Clone();
        Put(index, clean, spoiled, DefectInjector.Inject(spoiled, defects).Truth, defects.Rate);
    }

    /// <summary>Puts a crop in its place.</summary>
    /// <param name="index">Which of the batch.</param>
    /// <param name="clean">The crop without its defects, of <see cref="DetectorExamples.CropSize"/>.</param>
    /// <param name="spoiled">The crop with them; gets estimates in their place.</param>
    /// <param name="truth">Where they are.</param>
    /// <param name="rate">What the crop is counted under in scores.</param>
    public void Put(int index, Mosaic clean, Mosaic spoiled, DefectMap truth, double rate)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(spoiled);
        ArgumentNullException.ThrowIfNull(truth);
        DefectMask bad = truth.ToMask();
        _estimates.Plan(truth, spoiled.Layout).Apply(spoiled.Samples, s_one);
        MendedPlanes input = new(spoiled.Layout, multiple: 1, (row, column) => !bad[row, column]);
        if (input.Plane != Region.Whole(side, side))
        {
            throw new ArgumentException($"crop of {spoiled.Width}×{spoiled.Height} {spoiled.Layout.Cfa.Name}: fills a plane of {input.Plane.Width}×{input.Plane.Height}, expected {side}×{side}", nameof(spoiled));
        }

        _rates[index] = rate;
        int mark = _workspace.Mark(), plane = side * side;
        FeatureMap map = _workspace.RentMap(input.Plane, MendedPlanes.Channels), whole = _workspace.RentMap(input.Plane, MendedPlanes.Channels);
        input.Fill(spoiled.Samples, in map, _workspace);
        input.Fill(clean.Samples, in whole, _workspace);
        Span<float> features = _features.AsSpan(index * MendedPlanes.Channels * plane, MendedPlanes.Channels * plane);
        Span<float> targets = _targets.AsSpan(index * MendedPlanes.Outputs * plane, MendedPlanes.Outputs * plane);
        for (int place = 0; place < plane; place++)
        {
            ReadOnlySpan<float> channels = map.At(place / side, place % side), meant = whole.At(place / side, place % side);
            for (int channel = 0; channel < channels.Length; channel++)
            {
                features[(channel * plane) + place] = channels[channel];
            }

            for (int channel = 0; channel < MendedPlanes.Outputs; channel++)
            {
                bool isGood = channels[MendedPlanes.Outputs + channel] != 0;
                targets[(channel * plane) + place] = isGood ? float.NaN : (meant[channel] - channels[channel]) / MendedPlanes.Unit;
            }
        }

        _workspace.Release(mark);
    }

    /// <inheritdoc/>
    public TrainingBatch ToBatch() => new(count, side, side, _features, _targets, _rates);
}
