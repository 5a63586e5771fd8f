using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.DetectorAblation;

/// <summary>Trains and judges one variant after the other. What is finished is not done again, what was begun goes on.</summary>
/// <param name="photographs">What is learned from and what is judged on.</param>
/// <param name="settings">What all variants have alike.</param>
/// <param name="folder">Where they are kept.</param>
/// <param name="progress">Hears how it goes on.</param>
internal sealed class Ablation(PhotographFolder photographs, AblationSettings settings, AblationFolder folder, ProgressLines progress)
{
    private readonly Lazy<IReadOnlyList<RgbPhotograph>> _pictures = new(() => DeadLeaves.Among(photographs.Training, settings.Seed));
    private readonly VariantTraining _training = new(photographs, settings);
    private readonly Judge _judge = new(photographs.Validation, settings.Seed);

    /// <summary>Finishes the variants, each with its result. One that fails, as where its loss is no number any more, is named and left out: the others need a night.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the same call goes on.</exception>
    public IEnumerable<VariantResult> Run(IReadOnlyList<Variant> variants, WorkSettings work)
    {
        int left = variants.Count(variant => folder.Find(variant) is null);
        foreach (Variant variant in variants)
        {
            if ((folder.Find(variant) ?? Attempt(variant, --left, work)) is { } result)
            {
                yield return result;
            }
        }
    }

    private VariantResult? Attempt(Variant variant, int behind, WorkSettings work)
    {
        try
        {
            VariantResult result = Finish(variant, behind, work);
            folder.Keep(variant, result);
            return result;
        }
        catch (FixPixException failure)
        {
            progress.Failed(variant, failure);
            return null;
        }
    }

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
