using FixPix.Correction;
using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Spoiled crops as a reconstructing network is trained on them: what its front end tells of the crop with estimates in it, and by how much each bad site is off; NaN at good sites.</summary>
public sealed class ReconstructionExamples : ICropExamples
{
    private static readonly WorkSettings s_one = new() { Threads = 1 };

    private readonly int _side;
    private readonly float[] _features, _targets;
    private readonly double[] _rates;
    private readonly ICorrector _estimates;
    private readonly Func<MendedPlanes, NetworkInput>? _input;
    private readonly Workspace _workspace = new();

    /// <summary>Room for a batch.</summary>
    /// <param name="count">Crops.</param>
    /// <param name="side">Rows and columns of the network's plane, each 2×2 sites; a multiple of what the network halves down to.</param>
    /// <param name="estimates">Mends what the network sees; null: <see cref="ClassicalCorrector"/>.</param>
    public ReconstructionExamples(int count, int side, ICorrector? estimates = null)
        : this(count, side, estimates ?? new ClassicalCorrector(), input: null)
    {
    }

    /// <summary>Room for a batch of any input.</summary>
    /// <param name="count">Crops.</param>
    /// <param name="side">Rows and columns of the network's plane.</param>
    /// <param name="estimates">Mends what the network sees.</param>
    /// <param name="input">What the network is told instead of the planes; its first channels are their values. Null: the planes.</param>
    internal ReconstructionExamples(int count, int side, ICorrector estimates, Func<MendedPlanes, NetworkInput>? input)
    {
        (_side, _estimates, _input, _rates) = (side, estimates, input, new double[count]);
        (_features, _targets) = (new float[count * MendedPlanes.Channels * side * side], new float[count * MendedPlanes.Outputs * side * side]);
    }

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
        MendedPlanes planes = new(spoiled.Layout, multiple: 1, (row, column) => bad[row, column] ? 0 : 1);
        if (planes.Plane != Region.Whole(_side, _side))
        {
            throw new ArgumentException($"crop of {spoiled.Width}×{spoiled.Height} {spoiled.Layout.Cfa.Name}: fills a plane of {planes.Plane.Width}×{planes.Plane.Height}, expected {_side}×{_side}", nameof(spoiled));
        }

        _rates[index] = rate;
        int mark = _workspace.Mark(), plane = _side * _side;
        FeatureMap map = _workspace.RentMap(planes.Plane, MendedPlanes.Channels), whole = _workspace.RentMap(planes.Plane, MendedPlanes.Channels);
        planes.Fill(clean.Samples, in whole, _workspace);
        (_input?.Invoke(planes) ?? planes).Fill(spoiled.Samples, in map, _workspace);
        Span<float> features = _features.AsSpan(index * MendedPlanes.Channels * plane, MendedPlanes.Channels * plane);
        Span<float> targets = _targets.AsSpan(index * MendedPlanes.Outputs * plane, MendedPlanes.Outputs * plane);
        for (int place = 0; place < plane; place++)
        {
            ReadOnlySpan<float> channels = map.At(place / _side, place % _side), meant = whole.At(place / _side, place % _side);
            for (int channel = 0; channel < channels.Length; channel++)
            {
                features[(channel * plane) + place] = channels[channel];
            }

            for (int channel = 0; channel < MendedPlanes.Outputs; channel++)
            {
                bool isGood = meant[MendedPlanes.Outputs + channel] != 0;
                targets[(channel * plane) + place] = isGood ? float.NaN : (meant[channel] - channels[channel]) / MendedPlanes.Unit;
            }
        }

        _workspace.Release(mark);
    }

    /// <inheritdoc/>
    public TrainingBatch ToBatch() => new(_rates.Length, _side, _side, _features, _targets, _rates);
}
