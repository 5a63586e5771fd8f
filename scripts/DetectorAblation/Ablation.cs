using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.DetectorAblation;

/// <summary>Trains and judges one variant after the other (<see cref="VariantLoop{TSettings, TResult}"/>).</summary>
/// <param name="photographs">What is learned from and what is judged on.</param>
/// <param name="settings">What all variants have alike.</param>
/// <param name="folder">Where they are kept.</param>
/// <param name="progress">Hears how it goes on.</param>
internal sealed class Ablation(PhotographFolder photographs, AblationSettings settings, AblationFolder<AblationSettings, VariantResult> folder, ProgressLines progress)
{
    private readonly Lazy<IReadOnlyList<RgbPhotograph>> _pictures = new(() => DeadLeaves.Among(photographs.Training, settings.Seed));
    private readonly VariantTraining _training = new(photographs, settings);
    private readonly Judge _judge = new(photographs.Validation, settings.Seed);

    /// <summary>Finishes the variants, each with its result; one that fails is named and left out.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the same call goes on.</exception>
    public IEnumerable<VariantResult> Run(IReadOnlyList<Variant> variants, WorkSettings work) =>
        new VariantLoop<AblationSettings, VariantResult>(folder, progress).Run(variants, (variant, behind) => Finish(variant, behind, work));

    private VariantResult Finish(Variant variant, int behind, WorkSettings work)
    {
        VariantCrops crops = new(variant.Leaves ? _pictures.Value : photographs.Training, settings, variant);
        (WeightFile weights, double minutes) = _training.Run(variant, crops, folder.Of(variant), step => progress.Trained(variant, step, behind), work);
        using (weights)
        {
            progress.Judging(variant);
            return new VariantResult(variant.Name, minutes, _judge.Measure(weights, crops.Input, work));
        }
    }
}
