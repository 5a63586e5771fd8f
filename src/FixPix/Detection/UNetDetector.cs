using System.Collections.Immutable;
using System.Globalization;
using FixPix.Defects;
using FixPix.Features;
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
/// The network runs over tiles within the <see cref="MemoryBytes"/>; for several frames 8 bytes a site are kept beside that, and up to 4.5 more to tell the kinds of defects. The tiles never change a bit of the result.
/// Where many sites of a single frame are bad, a second network may look again, which is told what the first one made of it. Safe for several threads at once.
/// </remarks>
public sealed partial class UNetDetector : IDetector
{
    /// <summary>What maps name as their detector, with the network's own name behind it.</summary>
    public const string Name = "unet";

    /// <summary>The expected share of bad sites of a network that is not calibrated, where nobody says another: 0.01 %.</summary>
    public const double DefaultExpectedRate = 1e-4;

    /// <summary>Metadata of a weight file: what the network's log-odds are worth at which rate.</summary>
    internal const string CalibrationKey = "calibration";

    /// <summary>Metadata of a weight file: what the evidence of so many frames is worth.</summary>
    internal const string FrameCalibrationKey = "frame-calibration";

    private const int SitesPerBand = 65536;

    // Of a candidate that is not reported.
    private const int NoSite = -1;

    // A site that is this probable after some of the frames may still be reported after all of them.
    private const double SuspectProbability = 0.02;

    /// <summary>What <see cref="MemoryBytes"/> is where nobody says another: 800 MB.</summary>
    public const long DefaultMemoryBytes = 800_000_000;

    private readonly UNet _network;
    private readonly double _floatsPerPlace;
    private readonly Func<MosaicLayout, NetworkInput> _input;
    private readonly string _name;
    private readonly double _threshold = 0.5;
    private readonly long _memoryBytes = DefaultMemoryBytes;
    private readonly RateCalibration _calibration;
    private readonly double? _expectedRate;
    private readonly WorkspacePool _workspaces = new();
    private LookAgain? _again;
    private bool _toMend;

    /// <summary>Makes the detector of a weight file.</summary>
    /// <param name="weights">A U-Net for the task "detector", with input "planes" (16 channels in, 4 out) or "raw" (1 in, 1 out).</param>
    /// <exception cref="FixPixException">The file holds another network, or one for another task or input.</exception>
    public UNetDetector(WeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Require(UNet.Architecture);
        weights.RequireSetting("task", "detector");
        _network = new UNet(weights);
        _floatsPerPlace = NetworkTiles.FloatsPerPlace(weights, _network);
        _name = weights.Metadata.TryGetValue("name", out string? name) && name != Name ? $"{Name} {name}" : Name;
        FrameCalibration together = weights.Metadata.TryGetValue(FrameCalibrationKey, out string? frames) ? FrameCalibration.Parse(frames, weights.Source) : FrameCalibration.None;
        _calibration = weights.Metadata.TryGetValue(CalibrationKey, out string? text) ? RateCalibration.Parse(text, together, weights.Source) : RateCalibration.None(DefaultExpectedRate);
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

    /// <summary>
    /// About how much scratch memory all threads may take together; as little as the network needs at least, if that is more. With less a frame is cut into smaller tiles, whose margins are computed more than once; the result has the same bits.
    /// </summary>
    public long MemoryBytes
    {
        get => _memoryBytes;
        init => _memoryBytes = value > 0 ? value : throw new FixPixException($"scratch memory of {value} bytes: expected more than 0");
    }

    /// <summary>Where frames come again in one window after another: keeps what each says, so that it is looked at once. Null (the default) keeps nothing; the result has the same bits.</summary>
    internal FrameMemory? Memory { get; init; }

    /// <summary>Scratch memory that lies ready for the next frame.</summary>
    internal long HeldBytes => _workspaces.Bytes;

    /// <summary>
    /// The same detector for maps to mend by: where bad sites are many they name some that are less probable than the <see cref="Threshold"/> too. A good site that is mended is hardly off, and there bad ones lie all around it
    /// anyway; a bad one that is left is far off. Up to a share of 1 % the maps are the same.
    /// </summary>
    public UNetDetector ToMend()
    {
        UNetDetector lenient = (UNetDetector)MemberwiseClone();
        lenient._toMend = true;
        return lenient;
    }

    /// <summary>The same detector with a second network that looks again at single frames of which more than a few sites are bad, and where most are again and again, until it finds the same.</summary>
    /// <param name="weights">A U-Net for the task "detector" with input "second-look": 43 channels in, 4 out.</param>
    /// <exception cref="FixPixException">The file holds another network, or one for another task or input.</exception>
    public UNetDetector LookingAgain(WeightFile weights)
    {
        UNetDetector both = (UNetDetector)MemberwiseClone();
        both._again = new LookAgain(weights);
        return both;
    }

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using IEnumerator<Mosaic> each = FrameChecks.OfOneSensor(frames).GetEnumerator();
        each.MoveNext();
        Mosaic first = each.Current;
        KindJudge kinds = new(first, work);
        if (!each.MoveNext())
        {
            return DetectInOne(first, kinds, work);
        }

        NetworkEvidence evidence = EvidenceFor(first, work);
        Observe(first);
        for (bool more = true; more; more = each.MoveNext())
        {
            Observe(each.Current);
        }

        return Map(first, evidence.Frames, evidence.Worth, kinds.Name(evidence.Findings(LeastAt(evidence.Worth.Rate))));

        void Observe(Mosaic frame)
        {
            Add(evidence, frame, work);
            kinds.Observe(frame, evidence.Above(Math.Min(Least, Certainty.ToLogOdds(SuspectProbability))));
        }
    }

    /// <summary>How sure the network is of every site, reported or not.</summary>
    /// <param name="frames">One or more mosaics of the same sensor; asked for one after the other.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <returns>height × width, row-major, 0 to 1: what <see cref="Detect"/> compares with the <see cref="Threshold"/>.</returns>
    /// <exception cref="FixPixException">There is no frame, or they differ in size or CFA.</exception>
    public float[] Probabilities(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using IEnumerator<Mosaic> each = FrameChecks.OfOneSensor(frames).GetEnumerator();
        each.MoveNext();
        Mosaic first = each.Current;
        if (!each.MoveNext())
        {
            return EvidenceOfOne(first, work).ToProbabilities();
        }

        NetworkEvidence evidence = EvidenceFor(first, work);
        Add(evidence, first, work);
        for (bool more = true; more; more = each.MoveNext())
        {
            Add(evidence, each.Current, work);
        }

        return evidence.ToProbabilities();
    }

    private NetworkEvidence EvidenceFor(Mosaic first, WorkSettings work) => new(first.Layout, AverageProbabilities, WorthAt, work) { Memory = Memory };

    // Frames of one sensor may differ in their levels.
    private (UNetPass Pass, NetworkTiles Tiles) PassFor(Mosaic frame, WorkSettings work, byte[]? beliefs = null)
    {
        NetworkInput input = _input(frame.Layout);
        return (new UNetPass(_network, input, _workspaces) { Beliefs = beliefs, Memory = Memory }, NetworkTiles.For(_network, _floatsPerPlace, input.Plane, MemoryBytes, work.Threads));
    }

    private void Add(NetworkEvidence evidence, Mosaic frame, WorkSettings work, byte[]? beliefs = null)
    {
        (UNetPass pass, NetworkTiles tiles) = PassFor(frame, work, beliefs);
        evidence.Add(frame, pass, tiles, work);
    }

    private NetworkEvidence EvidenceOfOne(Mosaic frame, WorkSettings work)
    {
        NetworkEvidence evidence = EvidenceFor(frame, work);
        byte[]? beliefs = RoomForBeliefs(frame);
        Add(evidence, frame, work, beliefs);
        if (!LooksAgain(beliefs, evidence.Worth))
        {
            return evidence;
        }

        return LookAgainAt(frame, beliefs!, Judge, work).Said;

        NetworkEvidence Judge(UNetPass pass, NetworkTiles tiles)
        {
            NetworkEvidence again = new(frame.Layout, averages: false, WorthAgain, work);
            again.Add(frame, pass, tiles, work);
            return again;
        }
    }

    // One frame alone needs no number for every site: what may be bad at any rate is kept until the frame's rate is known.
    private DefectMap DetectInOne(Mosaic frame, KindJudge kinds, WorkSettings work)
    {
        byte[]? beliefs = RoomForBeliefs(frame);
        (UNetPass pass, NetworkTiles tiles) = PassFor(frame, work, beliefs);
        SiteLogOdds[] candidates = pass.Find(frame, (float)(AverageProbabilities ? Least : _calibration.Least(Least)), tiles, work);
        RateCalibration.Knot worth = WorthAt(pass.Look.CertainShare);
        if (LooksAgain(beliefs, worth))
        {
            (pass, candidates) = LookAgainAt(frame, beliefs!, (again, cut) => again.Find(frame, (float)_again!.Calibration.Least(Least), cut, work), work);
            worth = WorthAgain(pass.Look.CertainShare);
        }

        RateCalibration.Line total = worth.TotalOf(1);
        RateCalibration.Weights weights = worth.Evidence;
        FrameLook look = pass.Look;
        double least = LeastAt(worth.Rate);
        float[]? residuals = weights.Residual > 0 && !AverageProbabilities ? ResidualEvidence.Of(frame, work).OfSites(candidates, work with { Progress = null }) : null;
        Finding[] findings = new Finding[candidates.Length];
        RowBands.Run(candidates.Length, SitesPerBand, work with { Progress = null }, (first, end) =>
        {
            for (int place = first; place < end; place++)
            {
                (int site, float said) = candidates[place];
                double logOdds = AverageProbabilities ? said : total.At(weights.At(said, look.DoubtAround(site / frame.Width, site % frame.Width, said), residuals?[place] ?? 0));
                findings[place] = new Finding(logOdds > least ? site : NoSite, Certainty.OfLogOdds(logOdds));
            }
        });
        int count = 0;
        foreach (Finding finding in findings)
        {
            findings[count] = finding;
            count += finding.Site == NoSite ? 0 : 1;
        }

        return Map(frame, 1, worth, kinds.Name(new ArraySegment<Finding>(findings, 0, count)));
    }

    // The least log-odds that are reported at any rate.
    private double Least => Certainty.ToLogOdds(Threshold) - (_toMend ? Leniency.Most : 0);

    private double LeastAt(double rate) => Certainty.ToLogOdds(Threshold) - (_toMend ? Leniency.At(rate) : 0);

    private RateCalibration.Knot WorthAt(double certainShare) => _expectedRate is double rate ? _calibration.AtRate(rate) : _calibration.At(certainShare);

    private DefectMap Map(Mosaic first, int count, RateCalibration.Knot worth, DefectMap found) => new MapBuilder(first, _name)
    {
        Settings = ImmutableSortedDictionary<string, string>.Empty
            .Add("averageProbabilities", AverageProbabilities ? "yes" : "no")
            .Add("expectedRate", worth.Rate.ToString("g3", CultureInfo.InvariantCulture))
            .Add("frames", count.ToString(CultureInfo.InvariantCulture))
            .Add("threshold", Threshold.ToString(CultureInfo.InvariantCulture)),
    }.Build(found);
}
