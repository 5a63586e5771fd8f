using System.Collections.Immutable;
using System.Globalization;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Detection;

/// <summary>
/// A trained U-Net says of every site how sure it is that it is bad. Over several frames its log-odds add up, with the expected rate of defects counted once, or, as the paper has it, its
/// probabilities are averaged ("FixPix: Fixing Bad Pixels using Deep Learning"). Bayer mosaics of any phase and monochrome ones, of any size.
/// </summary>
/// <remarks>
/// The network runs over tiles within some 300 MB of scratch memory, all threads together; for several frames 4 bytes a site are kept beside that, and up to 4.5 more to tell the kinds of defects. The tiles never change a bit of the result.
/// Safe for several threads at once.
/// </remarks>
public sealed class UNetDetector : IDetector
{
    /// <summary>What maps name as their detector, with the network's own name behind it.</summary>
    public const string Name = "unet";

    /// <summary>The expected share of bad sites of a network that is not calibrated, where nobody says another: 0.01 %.</summary>
    public const double DefaultExpectedRate = 1e-4;

    /// <summary>Metadata of a weight file: what the network's log-odds are worth at which rate.</summary>
    internal const string CalibrationKey = "calibration";

    private const int SitesPerBand = 65536;

    // A site that is this probable after some of the frames may still be reported after all of them.
    private const double SuspectProbability = 0.02;

    private const long DefaultMemoryBytes = 300_000_000;

    private readonly UNet _network;
    private readonly double _floatsPerPlace;
    private readonly Func<MosaicLayout, NetworkInput> _input;
    private readonly string _name;
    private readonly double _threshold = 0.5;
    private readonly RateCalibration _calibration;
    private readonly double? _expectedRate;
    private readonly WorkspacePool _workspaces = new();

    /// <summary>Makes the detector of a weight file.</summary>
    /// <param name="weights">A U-Net for the task "detector", with input "planes" (12 channels in, 4 out) or "raw" (1 in, 1 out).</param>
    /// <exception cref="FixPixException">The file holds another network, or one for another task or input.</exception>
    public UNetDetector(WeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Require(UNet.Architecture);
        weights.RequireSetting("task", "detector");
        _network = new UNet(weights);
        _floatsPerPlace = NetworkTiles.FloatsPerPlace(weights, _network);
        _name = weights.Metadata.TryGetValue("name", out string? name) ? $"{Name} {name}" : Name;
        _calibration = weights.Metadata.TryGetValue(CalibrationKey, out string? text) ? RateCalibration.Parse(text, weights.Source) : RateCalibration.None(DefaultExpectedRate);
        if (weights.RequireSetting("input", PlanesInput.Name, RawInput.Name) == PlanesInput.Name)
        {
            weights.RequireSizes(PlanesInput.Name, (_network.Inputs, _network.Outputs), (PlanesInput.Channels, PlanesInput.Outputs));
            _input = layout => new PlanesInput(layout, _network.Multiple);
        }
        else
        {
            weights.RequireSizes(RawInput.Name, (_network.Inputs, _network.Outputs), (RawInput.Channels, RawInput.Channels));
            (float mean, float deviation) = weights.MeanAndDeviation();
            _input = layout => new RawInput(layout, _network.Multiple, mean, deviation);
        }
    }

    /// <summary>The probability, above 0 to below 1, from which on a site is reported; 0.5 by default.</summary>
    public double Threshold
    {
        get => _threshold;
        init => _threshold = value is > 0 and < 1 ? value : throw new FixPixException($"threshold {value}: expected above 0 to below 1");
    }

    /// <summary>The sensor's share of bad sites, above 0 to below 1, where it is known; null (the default) to tell it from the frames themselves.</summary>
    public double? ExpectedRate
    {
        get => _expectedRate;
        init => _expectedRate = value is null or (> 0 and < 1) ? value : throw new FixPixException($"expected rate {value}: expected above 0 to below 1");
    }

    /// <summary>Whether the probabilities of several frames are averaged, as in the paper, instead of adding up their log-odds.</summary>
    public bool AverageProbabilities { get; init; }

    /// <summary>Scratch memory of all threads together.</summary>
    internal long MemoryBytes { get; init; } = DefaultMemoryBytes;

    /// <summary>Scratch memory that lies ready for the next frame.</summary>
    internal long HeldBytes => _workspaces.Bytes;

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using IEnumerator<Mosaic> each = FrameChecks.OfOneSensor(frames).GetEnumerator();
        each.MoveNext();
        Mosaic first = each.Current;
        NetworkInput input = _input(first.Layout);
        NetworkTiles tiles = Tiles(input, work);
        KindJudge kinds = new(first, work);
        if (!each.MoveNext())
        {
            return DetectInOne(first, input, tiles, kinds, work);
        }

        float[] sums = new float[first.Samples.Length];
        (int count, double certain) = (1, Add(sums, first, tiles, work));
        kinds.Observe(first, Suspects(sums, count, certain, first.Layout));
        for (bool more = true; more; more = each.MoveNext())
        {
            certain += Add(sums, each.Current, tiles, work);
            kinds.Observe(each.Current, Suspects(sums, ++count, certain, first.Layout));
        }

        RateCalibration.Knot worth = Worth(certain / count);
        return Map(first, count, worth, kinds.Name(FindingsOf(sums, first.Layout, sum => Total(worth, sum, count), work)));
    }

    /// <summary>How sure the network is of every site, reported or not.</summary>
    /// <param name="frames">One or more mosaics of the same sensor; asked for one after the other.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <returns>height × width, row-major, 0 to 1: what <see cref="Detect"/> compares with the <see cref="Threshold"/>.</returns>
    /// <exception cref="FixPixException">There is no frame, or they differ in size or CFA.</exception>
    public float[] Probabilities(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        float[] sums = [];
        (int count, double certain) = (0, 0);
        foreach (Mosaic frame in FrameChecks.OfOneSensor(frames))
        {
            sums = count++ == 0 ? new float[frame.Samples.Length] : sums;
            certain += Add(sums, frame, Tiles(_input(frame.Layout), work), work);
        }

        RateCalibration.Knot worth = Worth(certain / count);
        RowBands.Run(sums.Length, SitesPerBand, work with { Progress = null }, (first, end) =>
        {
            foreach (ref float site in sums.AsSpan(first, end - first))
            {
                site = Certainty.OfLogOdds(Total(worth, site, count));
            }
        });
        return sums;
    }

    /// <summary>What the network itself says of every site of one frame, before any calibration, and the share of sites that it is certain of.</summary>
    internal (float[] LogOdds, double CertainShare) Raw(Mosaic frame, WorkSettings work)
    {
        float[] logOdds = new float[frame.Samples.Length];
        return (logOdds, Add(logOdds, frame, Tiles(_input(frame.Layout), work), work));
    }

    private NetworkTiles Tiles(NetworkInput input, WorkSettings work) => NetworkTiles.For(_network, _floatsPerPlace, input.Plane, MemoryBytes, work.Threads);

    private DefectMap DetectInOne(Mosaic frame, NetworkInput input, NetworkTiles tiles, KindJudge kinds, WorkSettings work)
    {
        double least = LogOdds(Threshold);
        UNetPass pass = new(_network, input, _workspaces);
        IEnumerable<SiteLogOdds> candidates = pass.Find(frame, (float)(AverageProbabilities ? least : _calibration.Least(least)), tiles, work);
        RateCalibration.Knot worth = Worth(pass.CertainShare);
        return Map(frame, 1, worth, kinds.Name([.. candidates
            .Select(candidate => (candidate.Site, LogOdds: AverageProbabilities ? candidate.LogOdds : (float)worth.Total(candidate.LogOdds, 1)))
            .Where(candidate => candidate.LogOdds > least)
            .Select(candidate => new Finding(candidate.Site, Certainty.OfLogOdds(candidate.LogOdds)))]));
    }

    // Frames of one sensor may differ in their levels. Returns the share of sites that the network is certain of.
    private double Add(float[] sums, Mosaic frame, NetworkTiles tiles, WorkSettings work)
    {
        UNetPass pass = new(_network, _input(frame.Layout), _workspaces);
        pass.AddTo(sums, frame, AverageProbabilities, tiles, work);
        return pass.CertainShare;
    }

    // Sites that the map may come to hold: followed, so that their kinds can be told.
    private DefectMask Suspects(float[] sums, int count, double certain, MosaicLayout layout)
    {
        RateCalibration.Knot worth = Worth(certain / count);
        double least = LogOdds(Math.Min(Threshold, SuspectProbability));
        DefectMask suspects = new(layout.Width, layout.Height);
        for (int site = 0; site < sums.Length; site++)
        {
            if (Total(worth, sums[site], count) > least)
            {
                suspects[site / layout.Width, site % layout.Width] = true;
            }
        }

        return suspects;
    }

    private List<Finding> FindingsOf(float[] sums, MosaicLayout layout, Func<float, double> toLogOdds, WorkSettings work)
    {
        double least = LogOdds(Threshold);
        FrameFindings findings = new(layout.Height);
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, work with { Progress = null }, (first, end) =>
        {
            List<Finding> found = [];
            for (int site = first * layout.Width; site < end * layout.Width; site++)
            {
                double logOdds = toLogOdds(sums[site]);
                if (logOdds > least)
                {
                    found.Add(new Finding(site, Certainty.OfLogOdds(logOdds)));
                }
            }

            findings.Set(first, found);
        });
        return findings.Sorted();
    }

    private RateCalibration.Knot Worth(double certainShare) => _expectedRate is double rate ? _calibration.AtRate(rate) : _calibration.At(certainShare);

    private double Total(RateCalibration.Knot worth, float sum, int count) => AverageProbabilities ? LogOdds(sum / count) : worth.Total(sum, count);

    private static double LogOdds(double probability) => Math.Log(probability / (1 - probability));

    private DefectMap Map(Mosaic first, int count, RateCalibration.Knot worth, IEnumerable<Defect> found) => new MapBuilder(first, _name)
    {
        Settings = ImmutableSortedDictionary<string, string>.Empty
            .Add("averageProbabilities", AverageProbabilities ? "yes" : "no")
            .Add("expectedRate", worth.Rate.ToString("g3", CultureInfo.InvariantCulture))
            .Add("frames", count.ToString(CultureInfo.InvariantCulture))
            .Add("threshold", Threshold.ToString(CultureInfo.InvariantCulture)),
    }.Build(found);
}
