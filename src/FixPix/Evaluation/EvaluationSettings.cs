using FixPix.Simulation;

namespace FixPix.Evaluation;

/// <summary>Which defects detectors are measured with.</summary>
public sealed record EvaluationSettings
{
    /// <summary>Shares of deviating sites, 0 to 1, one after the other. 0 without <see cref="Defects"/> of other sorts is the clean frame.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [0.0001];

    /// <summary>Each rate is measured with each of these δ.</summary>
    public IReadOnlyList<double> Deltas { get; init; } = [0.7];

    /// <summary>The seed, and what is put in beside the deviating sites; its rate, δ and fixed pattern are not used.</summary>
    public InjectionSettings Defects { get; init; } = new();

    /// <summary>Whether networks are asked for the probabilities of all sites too, which takes them as long again.</summary>
    public bool Calibration { get; init; } = true;

    /// <summary>All that is to be measured, in order, each once.</summary>
    /// <exception cref="FixPixException">A rate or δ is not in 0 to 1, or a count is negative.</exception>
    public IReadOnlyList<EvaluationCase> Cases()
    {
        List<EvaluationCase> cases = [];
        foreach (double rate in Rates)
        {
            foreach (double delta in Deltas)
            {
                InjectionSettings defects = Defects with { Rate = rate, Delta = delta };
                defects.Check();
                cases.Add(new EvaluationCase(rate, defects.IsEmpty ? null : delta));
            }
        }

        return [.. cases.Distinct()];
    }
}
