namespace FixPix.Training.Trainers;

/// <summary>Where a training stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">The loss of the step, or its mean over the validation crops.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Training">What the step found and missed in its own crops.</param>
/// <param name="Validation">Found and missed in the validation crops, by the share of bad sites; null between validations.</param>
/// <param name="WaitSeconds">How long the step waited for its crops: 0 where loading keeps up.</param>
public sealed record TrainingReport(
    long Step, long Steps, double Loss, double Rate, DetectorScore Training, IReadOnlyDictionary<double, DetectorScore>? Validation, double WaitSeconds);
