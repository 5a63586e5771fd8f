namespace FixPix.Training.Trainers;

/// <summary>What was counted over some sites; what the numbers mean, a <see cref="TrainingGoal"/> says.</summary>
/// <param name="First">The first number.</param>
/// <param name="Second">The second.</param>
/// <param name="Third">The third.</param>
public readonly record struct TrainingTally(double First, double Second, double Third)
{
    /// <summary>Both counts together.</summary>
    public static TrainingTally operator +(TrainingTally a, TrainingTally b) => new(a.First + b.First, a.Second + b.Second, a.Third + b.Third);
}
