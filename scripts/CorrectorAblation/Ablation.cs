using FixPix.DetectorAblation;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;
using FixPix.Training.Trainers;

namespace FixPix.CorrectorAblation;

/// <summary>Trains and judges one variant after the other (<see cref="VariantLoop{TSettings, TResult}"/>).</summary>
/// <param name="photographs">What is learned from and what is judged on.</param>
/// <param name="settings">What all variants have alike.</param>
/// <param name="folder">Where they are kept.</param>
/// <param name="lines">Hears how it goes on.</param>
internal sealed class Ablation(PhotographFolder photographs, AblationSettings settings, AblationFolder<AblationSettings, VariantResult> folder, TextWriter lines)
{
    private readonly Lazy<IReadOnlyList<RgbPhotograph>> _pictures = new(() => DeadLeaves.Among(photographs.Training, settings.Seed));
    private readonly Judge _judge = new(photographs.Validation, settings.Seed);

    /// <summary>Finishes the variants, each with its result; one that fails is named and left out. A step of one network takes another time than one of the other: progress is told of each network on its own.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the same call goes on.</exception>
    public IEnumerable<VariantResult> Run(IReadOnlyList<Variant> variants, WorkSettings work) => variants.GroupBy(static variant => variant.GetType()).SelectMany(network =>
    {
        ProgressLines progress = new(lines);
        return new VariantLoop<AblationSettings, VariantResult>(folder, progress).Run([.. network], (variant, behind) => Finish(variant, behind, progress, work));
    });

    private VariantResult Finish(Variant variant, int behind, ProgressLines progress, WorkSettings work)
    {
        TrainingPlan plan = variant.Preset(settings).On(photographs, _pictures.Value, () => variant.Room(settings));
        (WeightFile weights, double minutes) = LoggedTraining.Run(variant.Network(plan.Network), settings.Seed, plan.Recipe, plan.Batches, folder.Of(variant), step => progress.Trained(variant, step, behind), work);
        using (weights)
        {
            progress.Judging(variant);
            NetworkInfo info = NetworkInfo.Of(weights);
            return new VariantResult(variant.Name, minutes, info.Parameters, variant.MultiplyAdds(info), _judge.Measure(variant.Corrector(weights), variant.HighestRate, work));
        }
    }
}
