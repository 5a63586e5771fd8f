using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;
using FixPix.Training.Trainers;

namespace FixPix.DetectorAblation;

/// <summary>The detector's training with one thing changed.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Change">What was changed, as the table says it.</param>
internal sealed record Variant(string Name, string Change) : IVariant
{
    /// <summary>Makes what the network is told of mosaics of a layout: 16 channels in, 4 out, as of <see cref="PlanesInput"/>.</summary>
    /// <param name="layout">The mosaics' layout.</param>
    /// <param name="multiple">Height and width of the plane are multiples of it.</param>
    /// <param name="levels">The samples of the training crops.</param>
    public delegate NetworkInput InputMaker(MosaicLayout layout, int multiple, Lazy<SampleLevels> levels);

    /// <summary>Which defects it learns from.</summary>
    public InjectionRange Defects { get; init; } = new();

    /// <summary>What becomes of a drawn camera.</summary>
    public Func<SimulatedCamera, SimulatedCamera> Camera { get; init; } = static camera => camera;

    /// <summary>Whether crops are mirrored and transposed.</summary>
    public bool Turns { get; init; } = true;

    /// <summary>Whether pictures of dead leaves are among the photographs.</summary>
    public bool Leaves { get; init; } = true;

    /// <summary>What the network is told.</summary>
    public InputMaker Input { get; init; } = static (layout, multiple, _) => new PlanesInput(layout, multiple);

    /// <summary>What becomes of the recipe.</summary>
    public Func<TrainingRecipe, TrainingRecipe> Recipe { get; init; } = static recipe => recipe;

    /// <summary>Channels of each level; null as the network has them.</summary>
    public string? Levels { get; init; }
}
