using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Spoiled crops as a reconstructing network is trained on them: what its front end tells of the crop with estimates in it, and by how much each mapped site is off; NaN at the others.</summary>
public sealed class ReconstructionExamples : ICropExamples
{
    private static readonly WorkSettings s_one = new() { Threads = 1 };

    private readonly int _side;
    private readonly float[] _features, _targets, _bases, _units;
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
    /// <param name="input">What the network is told instead of the planes; its last channel is the unit. Null: the planes.</param>
    internal ReconstructionExamples(int count, int side, ICorrector estimates, Func<MendedPlanes, NetworkInput>? input)
    {
        (_side, _estimates, _input, _rates) = (side, estimates, input, new double[count]);
        int outputs = count * MendedPlanes.Outputs * side * side;
        (_features, _targets, _bases, _units) = (new float[count * MendedPlanes.Channels * side * side], new float[outputs], new float[outputs], new float[outputs]);
    }

    /// <summary>
    /// Finds the map that every second turn of <see cref="SimulatedCrops.JudgedRates"/> is mended by, with what it misses and what it takes for bad; null: all crops are mended by the true one. A bad site that no map names is
    /// believed, and spoils the estimates around it: a network that has seen it learns to doubt.
    /// </summary>
    public IDetector? FoundBy { get; init; }

    /// <inheritdoc/>
    public void Spoil(int index, Mosaic clean, InjectionSettings defects)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(defects);
        Mosaic spoiled = clean.Clone();
        DefectMap truth = DefectInjector.Inject(spoiled, defects).Truth;
        bool isFound = FoundBy is not null && index / SimulatedCrops.JudgedRates.Count % 2 == 1;
        Put(index, clean, spoiled, isFound ? FoundBy!.Detect([spoiled], s_one) : truth, defects.Rate);
    }

    /// <summary>Puts a crop in its place.</summary>
    /// <param name="index">Which of the batch.</param>
    /// <param name="clean">The crop without its defects, of <see cref="DetectorExamples.CropSize"/>.</param>
    /// <param name="spoiled">The crop with them; gets estimates in their place.</param>
    /// <param name="map">The sites that are taken for bad.</param>
    /// <param name="rate">What the crop is counted under in scores.</param>
    public void Put(int index, Mosaic clean, Mosaic spoiled, DefectMap map, double rate)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(spoiled);
        ArgumentNullException.ThrowIfNull(map);
        DefectMask bad = map.ToMask();
        _estimates.Plan(map, spoiled.Layout).Apply(spoiled.Samples, s_one);
        MendedPlanes planes = new(spoiled.Layout, multiple: 1, (row, column) => bad[row, column] ? 0 : 1);
        if (planes.Plane != Region.Whole(_side, _side))
        {
            throw new ArgumentException($"crop of {spoiled.Width}×{spoiled.Height} {spoiled.Layout.Cfa.Name}: fills a plane of {planes.Plane.Width}×{planes.Plane.Height}, expected {_side}×{_side}", nameof(spoiled));
        }

        _rates[index] = rate;
        int mark = _workspace.Mark(), plane = _side * _side;
        FeatureMap told = _workspace.RentMap(planes.Plane, MendedPlanes.Channels);
        NetworkInput input = _input?.Invoke(planes) ?? planes;
        input.Fill(spoiled.Samples, in told, _workspace);
        Span<float> features = _features.AsSpan(index * MendedPlanes.Channels * plane, MendedPlanes.Channels * plane);
        for (int place = 0; place < plane; place++)
        {
            ReadOnlySpan<float> channels = told.At(place / _side, place % _side);
            for (int channel = 0; channel < channels.Length; channel++)
            {
                features[(channel * plane) + place] = channels[channel];
            }
        }

        PutTargets(index * MendedPlanes.Outputs * plane, planes, in told, clean, spoiled, bad);
        _workspace.Release(mark);
    }

    /// <inheritdoc/>
    public TrainingBatch ToBatch() => new(_rates.Length, _side, _side, _features, _targets, _rates) { Bases = _bases, Units = _units };

    // What stands beyond the frame is a mirror of it, its defects too.
    private void PutTargets(int first, MendedPlanes planes, in FeatureMap told, Mosaic clean, Mosaic spoiled, DefectMask bad)
    {
        CanonicalView view = new(spoiled.Layout);
        for (int row = 0; row < 2 * _side; row++)
        {
            int fromRow = CanonicalView.Mirror(row - view.RowShift, spoiled.Height);
            for (int column = 0; column < 2 * _side; column++)
            {
                int fromColumn = CanonicalView.Mirror(column - view.ColumnShift, spoiled.Width), place = first + ((((2 * (row % 2)) + (column % 2)) * _side * _side) + (row / 2 * _side) + (column / 2));
                float value = planes.ValueOf(spoiled[fromRow, fromColumn], fromRow, fromColumn), unit = told.At(row / 2, column / 2)[MendedPlanes.UnitChannel];
                (_bases[place], _units[place]) = (value, unit);
                _targets[place] = bad[fromRow, fromColumn] ? (planes.ValueOf(clean[fromRow, fromColumn], fromRow, fromColumn) - value) / unit : float.NaN;
            }
        }
    }
}
