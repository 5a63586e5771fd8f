using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>How our detector is trained: planes of any camera, all rates and kinds of defects, a curriculum over the rate; on photographs it is calibrated at the end.</summary>
/// <inheritdoc/>
public sealed record DetectorPreset(long Steps, int Crops, int Side, double LearningRate, long Seed) : OwnPreset(Steps, Crops, Side, LearningRate, Seed)
{
    /// <summary>The calibrated weights, once the training is done.</summary>
    public const string FinishedName = "detector.safetensors";

    /// <inheritdoc/>
    protected override NetworkPreset Network => NetworkPreset.Find("unet");

    /// <inheritdoc/>
    protected override TrainingGoal Goal => new DetectorGoal { DiceWeight = 0 };

    /// <inheritdoc/>
    protected internal override InjectionRange Defects { get; } = new();

    /// <inheritdoc/>
    protected override string Objective => "cross-entropy in which all rates count alike";

    /// <inheritdoc/>
    protected override (string File, Func<WeightFile, WorkSettings, WeightFile> Calibrate)? FinishOn(PhotographFolder photographs) =>
        (FinishedName, (weights, work) => DetectorCalibration.Fit(weights, photographs.Validation, Defects.Delta, DetectorCalibration.DefaultCameras, Seed, work));

    /// <inheritdoc/>
    protected override ICropExamples Room() => new DetectorExamples(Crops, Side);
}
