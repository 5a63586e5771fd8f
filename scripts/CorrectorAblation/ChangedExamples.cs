using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.CorrectorAblation;

/// <summary>Examples whose defects are changed on the way in, and whose batch on the way out.</summary>
internal sealed class ChangedExamples(ICropExamples examples, Func<InjectionSettings, InjectionSettings> changeDefects, Func<TrainingBatch, TrainingBatch> changeBatch) : ICropExamples
{
    /// <inheritdoc/>
    public void Spoil(int index, Mosaic clean, InjectionSettings defects) => examples.Spoil(index, clean, changeDefects(defects));

    /// <inheritdoc/>
    public TrainingBatch ToBatch() => changeBatch(examples.ToBatch());
}
