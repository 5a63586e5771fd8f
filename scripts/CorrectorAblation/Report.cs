using System.Globalization;
using System.Text;
using FixPix.DetectorAblation;

namespace FixPix.CorrectorAblation;

/// <summary>docs/results/corrector-ablation.md.</summary>
internal static class Report
{
    public static string Text(AblationSettings settings, int mosaics, IReadOnlyList<(Variant Variant, VariantResult Result)> done)
    {
        StringBuilder text = new();
        text.AppendLine("# What each part of the learned correctors brings").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Made by `scripts/corrector-ablation.sh`: the networks of `fixpix train corrector` and `fixpix train reconstructor`, trained {settings.MlpSteps} and {settings.ReconstructorSteps} steps of {settings.Crops} crops of {2 * settings.Side}×{2 * settings.Side} sites, seed {settings.Seed}, with one thing changed at a time; {AblationEntry.Machine}.")
            .AppendLine(CultureInfo.InvariantCulture, $"Data: {settings.Data}. Judged on {mosaics} whole mosaics, one of each validation photograph, by cameras drawn from the whole range; the same mosaics and defects for every row. A short training shows what helps, not how far a long one gets.").AppendLine()
            .AppendLine("Each cell: by how many dB the PSNR over the bad sites is above that of `classical`, both by the true map, in the mean over the mosaics. Single defects at their share of the sites, δ = 0.7; stuck clusters of 5×5 on 1 % of them. The last weights of each training. Minutes: of the training.").AppendLine();
        Table<MlpVariant>(text, "Patch MLP", "Multiply-adds: for each bad site.", done);
        Table<ReconstructorVariant>(text, "Reconstructor", "Multiply-adds: for each site of the mosaic, good or bad.", done);
        if (Variants.All.Count > done.Count)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Not measured: {string.Join(", ", Variants.All.Except(done.Select(static one => one.Variant)).Select(static variant => variant.Name))}.").AppendLine();
        }

        return text.ToString().TrimEnd().ReplaceLineEndings("\n") + "\n";
    }

    private static void Table<TVariant>(StringBuilder text, string title, string note, IReadOnlyList<(Variant Variant, VariantResult Result)> all)
        where TVariant : Variant
    {
        (Variant Variant, VariantResult Result)[] done = [.. all.Where(static one => one.Variant is TVariant)];
        if (done.Length == 0)
        {
            return;
        }

        string[] cases = [.. done[0].Result.Gains.Select(static gain => gain.Case)];
        text.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine().AppendLine(note).AppendLine()
            .AppendLine($"| variant | changed | {string.Join(" | ", cases)} | parameters | multiply-adds | minutes |")
            .AppendLine($"| --- | --- |{string.Concat(Enumerable.Repeat(" --: |", cases.Length + 3))}");
        foreach ((Variant variant, VariantResult result) in done)
        {
            IEnumerable<string> cells = result.Gains.Select(static gain => gain.Db.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {variant.Name} | {variant.Change} | {string.Join(" | ", cells)} | {result.Parameters:#,0} | {result.MultiplyAdds:#,0} | {result.Minutes:0.0} |");
        }

        text.AppendLine();
    }
}
