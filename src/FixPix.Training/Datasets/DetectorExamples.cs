using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Training.Datasets;

/// <summary>
/// Spoiled crops as a network is trained on them: the features of <c>input</c> = "planes" through the detector's own code, and 1 for every bad site.
/// </summary>
public sealed class DetectorExamples
{
    private readonly int _side;
    private readonly float[] _features, _targets;
    private readonly double[] _rates;
    private readonly Workspace _workspace = new();

    /// <summary>Room for a batch.</summary>
    /// <param name="count">Crops.</param>
    /// <param name="side">Rows and columns of the network's plane, each 2×2 sites; a multiple of what the network halves down to.</param>
    public DetectorExamples(int count, int side)
    {
        (_side, _rates) = (side, new double[count]);
        (_features, _targets) = (new float[count * PlanesInput.Channels * side * side], new float[count * PlanesInput.Outputs * side * side]);
    }

    /// <summary>The size that a crop of a filter pattern has, so that every phase fills the same plane.</summary>
    /// <param name="cfa">The crop's own pattern, from its first site.</param>
    /// <param name="side">Rows and columns of the network's plane.</param>
    public static (int Height, int Width) CropSize(CfaPattern cfa, int side)
    {
        CanonicalView view = new(new MosaicLayout(2, 2, cfa, 0, 1));
        return ((2 * side) - view.RowShift, (2 * side) - view.ColumnShift);
    }

    /// <summary>Puts a crop in its place.</summary>
    /// <param name="index">Which of the batch.</param>
    /// <param name="spoiled">The crop with its defects, of <see cref="CropSize"/>.</param>
    /// <param name="truth">Where they are.</param>
    /// <param name="rate">What the crop is counted under in scores.</param>
    public void Put(int index, Mosaic spoiled, DefectMap truth, double rate)
    {
        ArgumentNullException.ThrowIfNull(spoiled);
        ArgumentNullException.ThrowIfNull(truth);
        PlanesInput input = new(spoiled.Layout, multiple: 1);
        if (input.Plane != Region.Whole(_side, _side))
        {
            throw new ArgumentException($"crop of {spoiled.Width}×{spoiled.Height} {spoiled.Layout.Cfa.Name}: expected {CropSize(spoiled.Layout.Cfa, _side)}", nameof(spoiled));
        }

        _rates[index] = rate;
        int mark = _workspace.Mark();
        FeatureMap map = _workspace.RentMap(input.Plane, PlanesInput.Channels);
        input.Fill(spoiled.Samples, in map, _workspace);
        int plane = _side * _side;
        Span<float> features = _features.AsSpan(index * PlanesInput.Channels * plane, PlanesInput.Channels * plane);
        for (int place = 0; place < plane; place++)
        {
            ReadOnlySpan<float> channels = map.At(place / _side, place % _side);
            for (int channel = 0; channel < channels.Length; channel++)
            {
                features[(channel * plane) + place] = channels[channel];
            }
        }

        _workspace.Release(mark);
        PutTargets(_targets.AsSpan(index * PlanesInput.Outputs * plane, PlanesInput.Outputs * plane), truth.ToMask(), new CanonicalView(spoiled.Layout), spoiled.Layout);
    }

    /// <summary>The batch, once every crop is in its place.</summary>
    public TrainingBatch ToBatch() => new(_rates.Length, _side, _side, _features, _targets, _rates);

    // What stands before the frame is a mirror of it, its defects too.
    private void PutTargets(Span<float> targets, DefectMask bad, CanonicalView view, MosaicLayout layout)
    {
        for (int row = 0; row < 2 * _side; row++)
        {
            int from = CanonicalView.Mirror(row - view.RowShift, layout.Height);
            for (int column = 0; column < 2 * _side; column++)
            {
                int channel = (2 * (row & 1)) + (column & 1), place = ((row >> 1) * _side) + (column >> 1);
                targets[(channel * _side * _side) + place] = bad[from, CanonicalView.Mirror(column - view.ColumnShift, layout.Width)] ? 1 : 0;
            }
        }
    }
}
