using FixPix.Detection;
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

    /// <summary>The detector after which the trained one looks again; null for one that looks first.</summary>
    public UNetDetector? First { get; init; }

    /// <inheritdoc/>
    protected override NetworkPreset Network => NetworkPreset.Find(First is null ? "unet" : "unet-second-look");

    /// <inheritdoc/>
    protected override TrainingGoal Goal => new DetectorGoal { DiceWeight = 0 };

    /// <inheritdoc/>
    // The first look tells how dense defects are: no curriculum. Where there are hardly any, nobody looks again.
    protected internal override InjectionRange Defects => First is null ? new() : new() { LowestRate = 2e-3, FirstHighestRate = 0.87, EvenShare = 0.75, CleanShare = 0 };

    /// <inheritdoc/>
    // In bright areas the first look errs most.
    protected override double LongShare => First is null ? 0 : 0.5;

    /// <inheritdoc/>
    protected override string Objective => "cross-entropy in which all rates count alike";

    /// <inheritdoc/>
    protected override (string File, Func<WeightFile, WorkSettings, WeightFile> Calibrate)? FinishOn(PhotographFolder photographs) =>
        (FinishedName, (weights, work) => First is null
            ? DetectorCalibration.Fit(weights, photographs.Validation, Defects.Delta, DetectorCalibration.DefaultCameras, Seed, work)
            : DetectorCalibration.FitAgain(First, weights, photographs.Validation, Defects.Delta, DetectorCalibration.DefaultCameras, Seed, work));

    /// <inheritdoc/>
    protected override ICropExamples Room() => First is null ? new DetectorExamples(Crops, Side) : DetectorExamples.LookingAgain(Crops, Side, First);
}
