using FixPix.Correction;
using FixPix.Mosaics;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.CorrectorAblation;

/// <summary>A variant of the patch MLP.</summary>
/// <inheritdoc/>
internal sealed record MlpVariant(string Name, string Change) : Variant(Name, Change)
{
    /// <summary>Rows and columns of a patch.</summary>
    public int Size { get; init; } = 9;

    /// <summary>Numbers of each hidden layer; null as the network has them.</summary>
    public string? Hidden { get; init; }

    /// <summary>What the network is told otherwise; null for what it is always told.</summary>
    public PatchChange? Input { get; init; }

    /// <inheritdoc/>
    public override double HighestRate => 0.4;

    /// <inheritdoc/>
    public override OwnPreset Preset(AblationSettings settings) =>
        new CorrectorPreset(Size, settings.MlpSteps, settings.Crops, settings.Side, AblationSettings.LearningRate, settings.Seed);

    /// <inheritdoc/>
    public override NetworkPreset Network(NetworkPreset network) => Hidden is null ? network : network.With("widths", $"{network.Metadata["widths"].Split(',')[0]},{Hidden},1");

    /// <inheritdoc/>
    public override ICorrector Corrector(WeightFile weights)
    {
        PatchMlpCorrector corrector = new(weights);
        return new NetworkCorrector(Estimates, (map, layout, good) => corrector.Predictor(map.Sites, layout, good, PatchesOf(layout, good)));
    }

    /// <inheritdoc/>
    public override double MultiplyAdds(NetworkInfo network) => network.MultiplyAdds;

    /// <inheritdoc/>
    protected override ICropExamples Examples(AblationSettings settings) => new PatchExamples(Size, CorrectorPreset.MostOfCrop, Estimates, Input is null ? null : (layout, good) => PatchesOf(layout, good)!);

    private ChangedPatches? PatchesOf(MosaicLayout layout, GoodMask good) => Input is null ? null : new ChangedPatches(layout, Size, good, Input);
}
