using System.Text;

namespace FixPix.ClassicalStudy;

/// <summary>Our methods at the peers' test, with the peers' own results beside them.</summary>
internal static class PeersReport
{
    private const string PeersTables = "FixPix.ClassicalStudy.peers.md";

    public static void Write(StringBuilder text, PeersStudy study)
    {
        text.Append("\n## Against other programs\n\n");
        text.Append("One picture, the GoPro frame (4000×3000, 14 bit), with 0.01 % single defects, 200 same-colour pairs and fifty 2×2 blocks that are stuck at 0 or at white. ");
        text.Append("*Recall* counts defects whose value changed. ");
        text.Append(FormattableString.Invariant($"Mean error over the whole picture before correction: {Table.Number(study.UncorrectedMae)} DN.\n\n"));
        text.Append("With the true map, mean error in DN:\n\n");
        Table.Head(text, "corrector", "hot", "dead", "pairs", "2×2", "good altered", "whole picture");
        foreach (PeersRow row in study.TrueMap)
        {
            Table.Row(
                text, row.Name, Table.Number(row.HotMae), Table.Number(row.DeadMae), Table.Number(row.PairMae), Table.Number(row.BlockMae),
                Table.Count(row.AlteredGood), Table.Number(row.OverallMae));
        }

        text.Append(FormattableString.Invariant($"\nWithout a map, mended by {Methods.BestCorrector.Name}; recall:\n\n"));
        Table.Head(text, "detector", "hot", "dead", "pairs", "2×2", "good altered", "whole picture, DN");
        foreach (PeersRow row in study.Detected)
        {
            Table.Row(
                text, row.Name, Table.Share(row.HotRecall), Table.Share(row.DeadRecall), Table.Share(row.PairRecall), Table.Share(row.BlockRecall),
                Table.Count(row.AlteredGood), Table.Number(row.OverallMae));
        }

        text.Append("\nSingle defects only, by rate: recall / precision / mean error of the bad pixels in % of full scale / PSNR of the whole picture in dB:\n\n");
        Table.Head(text, ["method", .. PeersStudy.SweepRates.Select(Table.Percent)]);
        foreach (string method in study.Sweep.Keys.Select(key => key.Method).Distinct())
        {
            Table.Row(text, [method, .. PeersStudy.SweepRates.Select(rate => Cell(study.Sweep[(method, rate)], method == PeersStudy.Uncorrected))]);
        }

        using Stream stream = typeof(PeersReport).Assembly.GetManifestResourceStream(PeersTables)!;
        using StreamReader reader = new(stream);
        text.Append('\n').Append(reader.ReadToEnd());
    }

    private static string Cell(SweepCell cell, bool nothingDetected) => nothingDetected
        ? $"– / – / {Table.Number(cell.MaePercent)} / {Table.Decibel(cell.PsnrDb)}"
        : $"{Table.Share(cell.Recall)} / {Table.Share(cell.Precision)} / {Table.Number(cell.MaePercent)} / {Table.Decibel(cell.PsnrDb)}";
}
