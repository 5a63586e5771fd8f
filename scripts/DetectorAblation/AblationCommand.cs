using System.CommandLine;
using FixPix.Training.Datasets;

namespace FixPix.DetectorAblation;

/// <summary>The command line.</summary>
internal static class AblationCommand
{
    private static readonly Argument<string> s_photographs = new("photographs") { Description = "A folder of PNG photographs; one of nine judges." };
    private static readonly Argument<string> s_folder = new("folder") { Description = "Where variants are kept; the same command goes on there." };
    private static readonly Option<string> s_report = new("--report") { Description = "The table.", DefaultValueFactory = static _ => "docs/results/detector-ablation.md" };
    private static readonly Option<string> s_variants = new("--variants") { Description = "Only these, with commas between them.", DefaultValueFactory = static _ => string.Join(',', Variants.All.Select(static variant => variant.Name)) };
    private static readonly Option<long> s_steps = new("--steps") { Description = "Steps of each training.", DefaultValueFactory = static _ => 6000 };
    private static readonly Option<int> s_crops = new("--crops") { Description = "Crops of a step.", DefaultValueFactory = static _ => 16 };
    private static readonly Option<int> s_side = new("--side") { Description = "Half the rows and columns of a crop, a multiple of 8.", DefaultValueFactory = static _ => 48 };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Same seed, same crops, first weights and judged mosaics.", DefaultValueFactory = static _ => 1 };

    public static RootCommand Create()
    {
        RootCommand command = new("Trains the detector with one thing changed at a time, judges all alike, writes a table. Takes a night; what is finished is not done again.")
        {
            s_photographs, s_folder, s_report, s_variants, s_steps, s_crops, s_side, s_seed,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => AblationEntry.Guard("detector-ablation", () => Run(parsed, new WorkSettings { Cancellation = cancellation }))));
        return command;
    }

    private static void Run(ParseResult parsed, WorkSettings work)
    {
        (long steps, int crops, int side) = (parsed.GetValue(s_steps), parsed.GetValue(s_crops), parsed.GetValue(s_side));
        if (steps < 1 || crops < 1 || side < 16 || side % 8 != 0)
        {
            throw new FixPixException($"--steps {steps} --crops {crops} --side {side}: expected at least 1, 1 and 16, the side a multiple of 8");
        }

        IReadOnlyList<Variant> variants = IVariant.Named(Variants.All, parsed.GetValue(s_variants)!);
        PhotographFolder photographs = PhotographFolder.Open(parsed.GetValue(s_photographs)!, SimulatedCrops.LeastSide(side), work);
        AblationSettings settings = new(steps, crops, side, parsed.GetValue(s_seed), photographs.Digest);
        AblationFolder<AblationSettings, VariantResult> folder = new(parsed.GetValue(s_folder)!, settings);
        string report = parsed.GetValue(s_report)!;
        Ablation ablation = new(photographs, settings, folder, new ProgressLines(Console.Error));
        AblationEntry.Report(report, Text, ablation.Run(variants, work), variants.Count);

        string Text() => Report.Text(settings, photographs.Validation.Count, [.. from variant in Variants.All let result = folder.Find(variant) where result is not null select (variant, result)]);
    }
}
