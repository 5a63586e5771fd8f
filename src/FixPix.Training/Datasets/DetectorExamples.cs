using FixPix.Defects;
using FixPix.Detection;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Spoiled crops as a network is trained on them: what the detector's own front end tells of each, and 1 for every bad site.</summary>
public sealed class DetectorExamples : ICropExamples
{
    private static readonly WorkSettings s_one = new() { Threads = 1 };

    // Of the second look: how many crops are told the share of bad sites that the first look believes; by how much, in log-odds, the others are told another than their own.
    private const double BelievedRates = 0.2, RateError = 0.4;

    // Of crops of which more than this share is bad half are looked at a third time; somewhat below the share from which on that is done, which nobody knows exactly.
    private const double LeastThirdRate = 0.35;

    private readonly int _height, _width, _channels;
    private readonly Func<Mosaic, DefectMap, NetworkInput> _input;
    private readonly float[] _features, _targets;
    private readonly double[] _rates;
    private readonly Workspace _workspace = new();

    /// <summary>Room for a batch of any input.</summary>
    /// <param name="count">Crops.</param>
    /// <param name="plane">Rows and columns of the network's plane.</param>
    /// <param name="channels">Channels that go in and come out.</param>
    /// <param name="input">What the network is told of mosaics of a layout.</param>
    internal DetectorExamples(int count, (int Height, int Width) plane, (int Inputs, int Outputs) channels, Func<MosaicLayout, NetworkInput> input)
        : this(count, plane, (spoiled, _) => input(spoiled.Layout), channels)
    {
    }

    private DetectorExamples(int count, (int Height, int Width) plane, Func<Mosaic, DefectMap, NetworkInput> input, (int Inputs, int Outputs) channels)
    {
        ((_height, _width), _channels, _input, _rates) = (plane, channels.Inputs, input, new double[count]);
        (_features, _targets) = (new float[count * channels.Inputs * _height * _width], new float[count * channels.Outputs * _height * _width]);
    }

    /// <summary>Room for a batch of <c>input</c> = "planes".</summary>
    /// <param name="count">Crops.</param>
    /// <param name="side">Rows and columns of the network's plane, each 2×2 sites; a multiple of what the network halves down to.</param>
    public DetectorExamples(int count, int side)
        : this(count, (side, side), (PlanesInput.Channels, PlanesInput.Outputs), static layout => new PlanesInput(layout, multiple: 1))
    {
    }

    /// <summary>Room for a batch of <c>input</c> = "raw", where one place is one site.</summary>
    /// <param name="count">Crops.</param>
    /// <param name="crop">The layout of all of them.</param>
    /// <param name="multiple">Rows and columns of the network's plane are mirrored on to a multiple of it.</param>
    /// <param name="mean">Mean of the data set, DN.</param>
    /// <param name="deviation">Its standard deviation, DN.</param>
    public static DetectorExamples OfRaw(int count, MosaicLayout crop, int multiple, float mean, float deviation)
    {
        Region plane = new RawInput(crop, multiple, mean, deviation).Plane;
        return new DetectorExamples(count, (plane.Height, plane.Width), (RawInput.Channels, RawInput.Channels), layout => new RawInput(layout, multiple, mean, deviation));
    }

    /// <summary>Room for a batch of <c>input</c> = "second-look".</summary>
    /// <param name="count">Crops.</param>
    /// <param name="side">Rows and columns of the network's plane, each 2×2 sites.</param>
    /// <param name="before">The detector that looks before; where it looks again itself, half of the crops with many bad sites are told what it believes then.</param>
    public static DetectorExamples LookingAgain(int count, int side, UNetDetector before) => new(
        count, (side, side), (spoiled, truth) => OfSecondLook(spoiled, truth, before), (SecondLookInput.Channels, PlanesInput.Outputs));

    /// <summary>The size that a crop of a filter pattern has, so that every phase fills the same plane of "planes".</summary>
    /// <param name="cfa">The crop's own pattern, from its first site.</param>
    /// <param name="side">Rows and columns of the network's plane.</param>
    public static (int Height, int Width) CropSize(CfaPattern cfa, int side)
    {
        CanonicalView view = new(new MosaicLayout(2, 2, cfa, 0, 1));
        return ((2 * side) - view.RowShift, (2 * side) - view.ColumnShift);
    }

    /// <inheritdoc/>
    public void Spoil(int index, Mosaic clean, InjectionSettings defects)
    {
        ArgumentNullException.ThrowIfNull(defects);
        Put(index, clean, DefectInjector.Inject(clean, defects).Truth, defects.Rate);
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
        NetworkInput input = _input(spoiled, truth);
        if (input.Plane != Region.Whole(_height, _width))
        {
            throw new ArgumentException($"crop of {spoiled.Width}×{spoiled.Height} {spoiled.Layout.Cfa.Name}: fills a plane of {input.Plane.Width}×{input.Plane.Height}, expected {_width}×{_height}", nameof(spoiled));
        }

        _rates[index] = rate;
        int mark = _workspace.Mark();
        FeatureMap map = _workspace.RentMap(input.Plane, _channels);
        input.Fill(spoiled.Samples, in map, _workspace);
        int plane = _height * _width;
        Span<float> features = _features.AsSpan(index * _channels * plane, _channels * plane);
        for (int place = 0; place < plane; place++)
        {
            ReadOnlySpan<float> channels = map.At(place / _width, place % _width);
            for (int channel = 0; channel < channels.Length; channel++)
            {
                features[(channel * plane) + place] = channels[channel];
            }
        }

        _workspace.Release(mark);
        int outputs = _targets.Length / _rates.Length;
        PutTargets(_targets.AsSpan(index * outputs, outputs), truth.ToMask(), new CanonicalView(spoiled.Layout), spoiled.Layout, input.Pack);
    }

    /// <inheritdoc/>
    public TrainingBatch ToBatch() => new(_rates.Length, _height, _width, _features, _targets, _rates);

    // The share of bad sites is told as a whole frame tells it, of which a crop is a part: roughly, and now and then as the look before believes, which may be wrong.
    private static SecondLookInput OfSecondLook(Mosaic spoiled, DefectMap truth, UNetDetector before)
    {
        SeededRandom random = new(truth.Count, spoiled.Samples[^1]);
        byte[] beliefs = before.Beliefs(spoiled, s_one), crowd = CrowdBeliefs.Of(spoiled, s_one);
        float told = CommonRate.LogOdds(truth.Count, spoiled.Samples.Length) + (float)random.NextBetween(-RateError, RateError);
        bool asBelieved = random.NextDouble() < BelievedRates;
        if (before.IsLookingAgain && truth.Count > LeastThirdRate * spoiled.Samples.Length && random.NextDouble() < 0.5)
        {
            beliefs = before.BeliefsAgain(spoiled, beliefs, crowd, Rate(), s_one);
        }

        float Rate() => asBelieved ? CommonRate.Of(beliefs, spoiled.Width) : told;
        return new SecondLookInput(spoiled.Layout, multiple: 1, beliefs, crowd, Rate());
    }

    // What stands beyond the frame is a mirror of it, its defects too.
    private void PutTargets(Span<float> targets, DefectMask bad, CanonicalView view, MosaicLayout layout, int pack)
    {
        for (int row = 0; row < pack * _height; row++)
        {
            int from = CanonicalView.Mirror(row - view.RowShift, layout.Height);
            for (int column = 0; column < pack * _width; column++)
            {
                int channel = (row % pack * pack) + (column % pack), place = (row / pack * _width) + (column / pack);
                targets[(channel * _height * _width) + place] = bad[from, CanonicalView.Mirror(column - view.ColumnShift, layout.Width)] ? 1 : 0;
            }
        }
    }
}
