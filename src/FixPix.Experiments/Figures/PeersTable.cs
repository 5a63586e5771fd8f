using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Peers;
using FixPix.Experiments.Reports;
using FixPix.Mosaics;
using FixPix.Simulation;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Other programs on the same files with the same defects.</summary>
internal sealed class PeersTable : Experiment
{
    // RawTherapee refuses smaller files.
    private const int LeastSide = 256;

    /// <inheritdoc/>
    public override string Name => "peers";

    /// <inheritdoc/>
    public override string Title => "Beside other programs";

    /// <inheritdoc/>
    public override string XName => "case";

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        Peer[] peers = [Programs.Own(setup.OwnCommand), .. Programs.Installed(ExternalProgram.Find, notes)];
        return [.. from one in setup.Scale.PeerCases.Index()
                   from @group in setup.Data.Groups
                   let frame = @group.Frames[0]
                   let own = one.Item.Defects with { Seed = frame.Seed(setup.Seed, "peers") }
                   from peer in peers
                   select CellOf(setup, @group.Name, frame, one.Item.Name, one.Index, own, peer)];
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        section.Text("One frame of each Bayer sensor, written as DNG with the same defects for all: the whole program runs, with reading and writing, and what it gives is compared with the frame. A site counts as found where its value changed. "
            + "RawTherapee and darktable can only develop: their values are turned back into DN by the curve of a ramp, and only sites that mending changed are taken. RawTherapee leaves a border of two sites as it is; darktable finds bright sites alone; dcraw finds none itself. "
            + Inv($"Frames smaller than {LeastSide}×{LeastSide} are left out. ")
            + "Wall time is that of this machine, everything else follows from the seed.");
        foreach ((double x, string[] settings) in samples.Rows.GroupBy(row => row.X).OrderBy(rows => rows.Key).Select(rows => (rows.Key, rows.Select(row => row.Setting).Distinct().ToArray())))
        {
            section.Heading(settings[0].Split(": ")[0]);
            section.Table(["data", "program", "how", "recall, hot", "recall, dead", "good pixels altered, of a million", "NMSE", "PSNR, dB", "seconds"], [.. samples.Summaries.SelectMany(group =>
                samples.Rows.Where(row => row.Group == group && row.X == x).Select(row => (string[])
                [
                    group, row.Method, row.Setting.Split(": ")[1], Share(row.Tally.HotRecall), Share(row.Tally.DeadRecall), Number(row.Tally.AlteredPerMillion), Number(row.Tally.Nmse), Decibels(row.Tally.PsnrDb), Number(row.Tally.SecondsPerFrame),
                ]))]);
            Sensors(section, samples, x);
        }
    }

    // Sensors are too unlike for one number; here each speaks for itself.
    private static void Sensors(Section section, SampleTable samples, double x)
    {
        Sample[] rows = [.. samples.Rows.Where(row => row.X == x && samples.Sensors.Contains(row.Group))];
        string[] sensors = [.. rows.Select(row => row.Group).Distinct()];
        if (sensors.Length > 0)
        {
            section.Text("PSNR in dB of each sensor:");
            section.Table(["program", "how", .. sensors], [.. rows.Select(row => (row.Method, row.Setting)).Distinct().Select(line =>
                (string[])[line.Method, line.Setting.Split(": ")[1], .. sensors.Select(sensor => Decibels(samples[sensor, line.Method, line.Setting, x]?.PsnrDb))])]);
        }
    }

    private Cell CellOf(ExperimentSetup setup, string group, Frame frame, string defects, int x, InjectionSettings own, Peer peer) =>
        new(Name, $"{group}: {peer.Name}, {defects}", [frame.Identity, own.ToString(), Inv($"middle {setup.Scale.PeerSide}"), peer.Name, .. peer.Methods.Select(method => method.Name)], work =>
        {
            Mosaic mosaic = frame.LoadMiddle(setup.Scale.PeerSide, work with { Progress = null });
            if (mosaic.Layout.Cfa.IsMonochrome || Math.Min(mosaic.Width, mosaic.Height) < LeastSide)
            {
                return [];
            }

            using PeerTrial trial = new(mosaic, own);
            List<Sample> samples = [];
            foreach (PeerMethod method in peer.Methods)
            {
                (Mosaic mended, double seconds) = method.Mend(trial, work with { Progress = null });
                samples.Add(new Sample(group, peer.Name, $"{defects}: {method.Name}", x, trial.Score(mended, seconds)));
                work.Progress?.Report(samples.Count / (double)peer.Methods.Count);
            }

            return samples;
        });
}
