namespace FixPix.Training.Trainers;

/// <summary>Where a training stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">The loss of the step, or its mean over the validation crops.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Training">The goal's measures of the step's own crops.</param>
/// <param name="Validation">Those of the validation crops, by the share of bad sites; null between validations.</param>
/// <param name="WaitSeconds">How long the step waited for its crops: 0 where loading keeps up.</param>
public sealed record TrainingReport(
    long Step, long Steps, double Loss, double Rate, IReadOnlyList<double> Training, IReadOnlyDictionary<double, IReadOnlyList<double>>? Validation, double WaitSeconds);
