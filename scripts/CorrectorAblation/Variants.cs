using FixPix.Correction;
using FixPix.Features;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.CorrectorAblation;

/// <summary>All variants, in the order of the tables.</summary>
internal static class Variants
{
    // Of the reconstructor's input: channels 4 to 7 tell which sites are good, 8 to 11 are the values of those alone.
    private const int Marks = 4, Believed = 8;

    // About the mean unrest of the patches that are learned from.
    private const float UnitShare = 1 / 32f;

    private static readonly InjectionRange s_rates = new ReconstructorPreset(1, 1, 16, AblationSettings.LearningRate, 1).Defects;

    public static IReadOnlyList<Variant> All { get; } =
    [
        new MlpVariant("mlp-default", "nothing: patches of 9×9"),
        new MlpVariant("mlp-size-5", "patches of 5×5") { Size = 5 },
        new MlpVariant("mlp-size-13", "patches of 13×13") { Size = 13 },
        new MlpVariant("mlp-narrow", "hidden layers of 96 and 32 instead of 256, 128, 64") { Hidden = "96,32" },
        new MlpVariant("mlp-opposite-pairs", "begins with the estimates of `opposite-pairs`") { Estimates = new OppositePairsCorrector() },
        new MlpVariant("mlp-no-marks", "not which sites are good") { Input = new PatchChange { Marks = false } },
        new MlpVariant("mlp-own-color", "nothing but sites of the middle's colour") { Input = new PatchChange { OtherColors = false } },
        new MlpVariant("mlp-no-levels", "sites of other colours relative to the middle's estimate, not levelled by their own mean") { Input = new PatchChange { Levels = false } },
        new MlpVariant("mlp-no-units", "one unit for all patches, 1/32 of the range, instead of the patch's own unrest") { Input = new PatchChange { UnitShare = UnitShare } },
        new MlpVariant("mlp-plain-error", "squared errors in units count alike, whatever the crop") { Batch = static batch => batch with { Weights = [] } },
        new ReconstructorVariant("reconstructor-default", "nothing"),
        new ReconstructorVariant("reconstructor-opposite-pairs", "begins with the estimates of `opposite-pairs`") { Estimates = new OppositePairsCorrector() },
        new ReconstructorVariant("reconstructor-one-unit", "one unit for all places, 1/32 of the range, instead of the surroundings' own unrest") { Unit = UnitShare },
        new ReconstructorVariant("reconstructor-no-believed", "not the good values apart from the estimates") { Without = (Believed, MendedPlanes.UnitChannel) },
        new ReconstructorVariant("reconstructor-no-marks", "not which sites are good") { Without = (Marks, MendedPlanes.UnitChannel) },
        new ReconstructorVariant("reconstructor-wide", "channels 32, 48, 64, 96 instead of 32, 32, 48, 64") { Levels = "32,48,64,96" },
        new ReconstructorVariant("reconstructor-narrow", "channels 16, 32, 48, 64") { Levels = "16,32,48,64" },
        new ReconstructorVariant("reconstructor-all-rates-alike", "rates drawn evenly, not by their logarithm") { Defects = static drawn => EvenRates.Of(drawn, s_rates) },
    ];
}
