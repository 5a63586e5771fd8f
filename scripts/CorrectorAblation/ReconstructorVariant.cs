using FixPix.Correction;
using FixPix.Features;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.CorrectorAblation;

/// <summary>A variant of the reconstructor.</summary>
/// <inheritdoc/>
internal sealed record ReconstructorVariant(string Name, string Change) : Variant(Name, Change)
{
    /// <summary>Channels of each level; null as the network has them.</summary>
    public string? Levels { get; init; }

    /// <summary>The channels that are 0, from the first to before the second; none as a rule.</summary>
    public (int First, int End) Without { get; init; }

    /// <summary>What a unit is everywhere; null: what the surroundings say.</summary>
    public float? Unit { get; init; }

    /// <inheritdoc/>
    public override double HighestRate => 1;

    /// <inheritdoc/>
    public override OwnPreset Preset(AblationSettings settings) =>
        new ReconstructorPreset(settings.ReconstructorSteps, settings.Crops, settings.Side, AblationSettings.LearningRate, settings.Seed);

    /// <inheritdoc/>
    public override NetworkPreset Network(NetworkPreset network) => Levels is null ? network : network.With("levels", Levels);

    /// <inheritdoc/>
    public override ICorrector Corrector(WeightFile weights)
    {
        UNetReconstructor reconstructor = new(weights);
        return new NetworkCorrector(Estimates, (map, layout, good) => reconstructor.Predictor(map.Sites, layout, good, Input));
    }

    /// <inheritdoc/>
    public override double MultiplyAdds(NetworkInfo network) => network.MultiplyAdds / 1e6;

    /// <inheritdoc/>
    protected override ICropExamples Examples(AblationSettings settings) => new ReconstructionExamples(settings.Crops, settings.Side, Estimates, Input);

    private NetworkInput Input(MendedPlanes planes) => Without.First == Without.End && Unit is null ? planes : new ChangedPlanes(planes, Without, Unit);
}
