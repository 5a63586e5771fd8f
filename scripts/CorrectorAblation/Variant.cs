using FixPix.Correction;
using FixPix.DetectorAblation;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.CorrectorAblation;

/// <summary>The training of a network that mends, with one thing changed.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Change">What was changed, as the table says it.</param>
internal abstract record Variant(string Name, string Change) : IVariant
{
    /// <summary>What the network begins with, in training and in judging.</summary>
    public ICorrector Estimates { get; init; } = new ClassicalCorrector();

    /// <summary>What becomes of a crop's defects.</summary>
    public Func<InjectionSettings, InjectionSettings> Defects { get; init; } = static defects => defects;

    /// <summary>What becomes of a batch.</summary>
    public Func<TrainingBatch, TrainingBatch> Batch { get; init; } = static batch => batch;

    /// <summary>It is judged with no more bad sites than this.</summary>
    public abstract double HighestRate { get; }

    /// <summary>The recipe.</summary>
    public abstract OwnPreset Preset(AblationSettings settings);

    /// <summary>The network, from that of the recipe.</summary>
    public abstract NetworkPreset Network(NetworkPreset network);

    /// <summary>Room for a batch.</summary>
    public ICropExamples Room(AblationSettings settings) => new ChangedExamples(Examples(settings), Defects, Batch);

    /// <summary>Mends with the trained weights, which see what they saw in training.</summary>
    public abstract ICorrector Corrector(WeightFile weights);

    /// <summary>Multiply-adds: for each bad site, or for each of the mosaic where all are computed.</summary>
    public abstract double MultiplyAdds(NetworkInfo network);

    /// <summary>Room for a batch of the variant's input.</summary>
    protected abstract ICropExamples Examples(AblationSettings settings);
}
