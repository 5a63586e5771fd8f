using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.ClassicalStudy;

/// <summary>One method at the peers' test: defects of four sorts in one picture.</summary>
/// <param name="Name">The method.</param>
/// <param name="HotRecall">Share of the raised single defects that were changed.</param>
/// <param name="DeadRecall">Share of the lowered single defects that were changed.</param>
/// <param name="PairRecall">Share of the sites of same-colour pairs that were changed.</param>
/// <param name="BlockRecall">Share of the sites of 2×2 blocks that were changed.</param>
/// <param name="HotMae">Mean error of the raised ones after correction, DN; likewise the next three.</param>
/// <param name="DeadMae">Lowered ones.</param>
/// <param name="PairMae">Pairs.</param>
/// <param name="BlockMae">Blocks.</param>
/// <param name="AlteredGood">Good pixels changed.</param>
/// <param name="OverallMae">Mean error over the whole picture, DN.</param>
internal sealed record PeersRow(
    string Name, double HotRecall, double DeadRecall, double PairRecall, double BlockRecall, double HotMae, double DeadMae, double PairMae, double BlockMae,
    long AlteredGood, double OverallMae);

/// <summary>One method at one rate of single defects.</summary>
/// <param name="Recall">Share of the defects that were found.</param>
/// <param name="Precision">Share of the detections that were right.</param>
/// <param name="MaePercent">Mean error of the bad pixels after correction, % of full scale.</param>
/// <param name="PsnrDb">PSNR over the whole picture, dB.</param>
internal readonly record struct SweepCell(double Recall, double Precision, double MaePercent, double PsnrDb);

/// <summary>The test at which other programs were measured: the GoPro frame, singles with 200 same-colour pairs and fifty 2×2 blocks; then rates of singles.</summary>
internal sealed class PeersStudy
{
    /// <summary>The row that shows what the defects do.</summary>
    public const string Uncorrected = "uncorrected";

    private const string GoPro = "real/gopro/GOPR0024.DNG";
    private const int Pairs = 200;
    private const int Blocks = 50;

    private PeersStudy()
    {
    }

    public static IReadOnlyList<double> SweepRates { get; } = [0.001, 0.01, 0.05, 0.2];

    public double UncorrectedMae { get; private set; }

    public List<PeersRow> TrueMap { get; } = [];

    public List<PeersRow> Detected { get; } = [];

    public Dictionary<(string Method, double Rate), SweepCell> Sweep { get; } = [];

    public static PeersStudy Run(Manifest manifest)
    {
        PeersStudy study = new();
        Mosaic original = manifest.Files.Single(file => file.Name == GoPro).Open().Mosaic;
        Console.Error.WriteLine($"{GoPro}, the peers' test");
        study.MeasureKinds(original);
        foreach (double rate in SweepRates)
        {
            study.MeasureRate(original, rate);
        }

        return study;
    }

    private void MeasureKinds(Mosaic original)
    {
        Mosaic spoiled = original.Clone();
        InjectionSettings settings = new() { Rate = 0.0001, Delta = 0.7, Seed = 1, SameColorPairs = Pairs, Blocks2x2 = Blocks, GroupKind = DefectKind.Stuck };
        DefectMap truth = DefectInjector.Inject(spoiled, settings).Truth;
        UncorrectedMae = WholeMae(original, spoiled);
        foreach (CorrectorInfo info in Methods.AllCorrectors)
        {
            TrueMap.Add(Row(info.Name, original, spoiled, Correct(info, spoiled, truth), truth));
        }

        foreach (DetectorInfo info in Methods.SingleFrame)
        {
            DefectMap found = info.Create().Detect([spoiled], WorkSettings.Default);
            Detected.Add(Row(info.Name, original, spoiled, Correct(Methods.BestCorrector, spoiled, found), truth));
        }
    }

    private void MeasureRate(Mosaic original, double rate)
    {
        Mosaic spoiled = original.Clone();
        DefectMap truth = DefectInjector.Inject(spoiled, new InjectionSettings { Rate = rate, Delta = 0.7, Seed = 1 }).Truth;
        Sweep[(Uncorrected, rate)] = Cell(original, spoiled, truth, new DefectMap(truth.Sensor, []));
        Sweep[($"{Methods.BestCorrector.Name}, true map", rate)] = Cell(original, Correct(Methods.BestCorrector, spoiled, truth), truth, truth);
        foreach (DetectorInfo info in Methods.SingleFrame)
        {
            DefectMap found = info.Create().Detect([spoiled], WorkSettings.Default);
            Sweep[(info.Name, rate)] = Cell(original, Correct(Methods.BestCorrector, spoiled, found), truth, found);
        }
    }

    private static Mosaic Correct(CorrectorInfo info, Mosaic spoiled, DefectMap map)
    {
        Mosaic corrected = spoiled.Clone();
        info.Create().Plan(map, corrected.Layout).Apply(corrected.Samples, WorkSettings.Default);
        return corrected;
    }

    private static SweepCell Cell(Mosaic original, Mosaic corrected, DefectMap truth, DefectMap found)
    {
        DetectionScore detection = DetectionScore.Of(truth, found);
        double squares = 0;
        for (int site = 0; site < original.Samples.Length; site++)
        {
            double error = corrected.Samples[site] - original.Samples[site];
            squares += error * error;
        }

        double white = original.Layout.WhiteDn;
        return new SweepCell(
            detection.Recall, detection.Precision, CorrectionScore.Of(original, corrected, truth).MaePercent,
            10 * Math.Log10(white * white * original.Samples.Length / squares));
    }

    private static PeersRow Row(string name, Mosaic original, Mosaic spoiled, Mosaic corrected, DefectMap truth)
    {
        HashSet<int> pairs = SitesOf(truth, group => group.Area.Height * group.Area.Width == 3);
        HashSet<int> blocks = SitesOf(truth, group => group.Area.Height * group.Area.Width == 4);
        (double Recall, double Mae) Of(Func<int, bool> wanted)
        {
            int[] sites = [.. truth.SiteIndices.ToArray().Where(wanted)];
            return (
                sites.Count(site => corrected.Samples[site] != spoiled.Samples[site]) / (double)sites.Length,
                sites.Average(site => Math.Abs(corrected.Samples[site] - original.Samples[site])));
        }

        bool Single(int site) => !pairs.Contains(site) && !blocks.Contains(site);
        var hot = Of(site => Single(site) && spoiled.Samples[site] > original.Samples[site]);
        var dead = Of(site => Single(site) && spoiled.Samples[site] < original.Samples[site]);
        var pair = Of(pairs.Contains);
        var block = Of(blocks.Contains);
        return new PeersRow(
            name, hot.Recall, dead.Recall, pair.Recall, block.Recall, hot.Mae, dead.Mae, pair.Mae, block.Mae,
            CorrectionScore.Of(original, corrected, truth).AlteredGoodCount, WholeMae(original, corrected));
    }

    private static HashSet<int> SitesOf(DefectMap truth, Func<DefectGroup, bool> wanted)
    {
        HashSet<int> sites = [];
        foreach (DefectGroup group in truth.Groups.Where(wanted))
        {
            for (int row = group.Area.Top; row < group.Area.Bottom; row++)
            {
                for (int column = group.Area.Left; column < group.Area.Right; column++)
                {
                    if (truth.Contains(row, column))
                    {
                        sites.Add((row * truth.Sensor.Width) + column);
                    }
                }
            }
        }

        return sites;
    }

    private static double WholeMae(Mosaic original, Mosaic other)
    {
        long sum = 0;
        for (int site = 0; site < original.Samples.Length; site++)
        {
            sum += Math.Abs(other.Samples[site] - original.Samples[site]);
        }

        return sum / (double)original.Samples.Length;
    }
}
