using System.Globalization;
using System.Text;

namespace FixPix.DetectorAblation;

/// <summary>docs/results/detector-ablation.md.</summary>
internal static class Report
{
    public static string Text(AblationSettings settings, int mosaics, IReadOnlyList<(Variant Variant, VariantResult Result)> done)
    {
        StringBuilder text = new();
        text.AppendLine("# What each part of the detector's training brings").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Made by `scripts/detector-ablation.sh`: the detector of `fixpix train detector`, trained {settings.Steps} steps of {settings.Crops} crops of {2 * settings.Side}×{2 * settings.Side} sites, seed {settings.Seed}, with one thing changed at a time; {AblationEntry.Machine}.")
            .AppendLine(CultureInfo.InvariantCulture, $"Data: {settings.Data}. Judged on {mosaics} whole mosaics, one of each validation photograph, by cameras drawn from the whole range; the same mosaics and defects for every row. A short training shows what helps, not how far a long one gets.").AppendLine()
            .AppendLine("Each cell: recall of the visible defects, %, at a probability of 0.5 / precision, % / cross-entropy, bits a megapixel. No calibration; the last weights of each training. Minutes: of the training.").AppendLine();
        foreach (IGrouping<double, (double Delta, double Rate)> delta in Judge.Cases.GroupBy(static one => one.Delta))
        {
            Table(text, delta.Key, [.. delta.Select(static one => one.Rate)], done);
        }

        if (Variants.All.Count > done.Count)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Not measured: {string.Join(", ", Variants.All.Except(done.Select(static one => one.Variant)).Select(static variant => variant.Name))}.").AppendLine();
        }

        text.AppendLine("*Samples as they are*: in the same four planes as the default; one channel of the mosaic's full size, as the paper has it, takes four times the work for the same crops and would not compare at this budget.");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Table(StringBuilder text, double delta, double[] rates, IReadOnlyList<(Variant Variant, VariantResult Result)> done)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"## δ = {delta}").AppendLine()
            .AppendLine($"| variant | changed | {string.Join(" | ", rates.Select(static rate => (100 * rate).ToString("0.##", CultureInfo.InvariantCulture) + " %"))} | minutes |")
            .AppendLine($"| --- | --- |{string.Concat(Enumerable.Repeat(" --: |", rates.Length + 1))}");
        foreach ((Variant variant, VariantResult result) in done)
        {
            IEnumerable<string> cells = result.Figures.Where(figures => figures.Delta == delta).Select(static figures =>
                string.Create(CultureInfo.InvariantCulture, $"{100 * figures.Recall:0.00} / {100 * figures.Precision:0.00} / {figures.BitsPerMegapixel:#,0}"));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {variant.Name} | {variant.Change} | {string.Join(" | ", cells)} | {result.Minutes:0.0} |");
        }

        text.AppendLine();
    }
}
