namespace FixPix.Evaluation;

/// <summary>What is put into the frames.</summary>
/// <param name="Rate">The share of deviating sites, 0 to 1.</param>
/// <param name="Delta">How far those are off at least; null where nothing at all is put in and every detection is a false alarm.</param>
public readonly record struct EvaluationCase(double Rate, double? Delta)
{
    /// <summary>Whether nothing is put in.</summary>
    public bool IsClean => Delta is null;
}
