using FixPix.Correction;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Patches;

namespace FixPix.Experiments;

/// <summary>What experiments are made of.</summary>
/// <param name="Data">The frames.</param>
/// <param name="Scale">How much is measured.</param>
/// <param name="Seed">Same seed, same numbers.</param>
/// <param name="Cache">Where cells, and what they need, are kept.</param>
internal sealed record ExperimentSetup(ExperimentData Data, Scale Scale, long Seed, CellCache Cache)
{
    /// <summary>A vision transformer to measure beside the rest, with the hash of its weights in its summary; null without.</summary>
    public CorrectorInfo? VitAutoencoder { get; init; }

    /// <summary>How FixPix is run as a program: the program itself, and the words before a command's.</summary>
    public required IReadOnlyList<string> OwnCommand { get; init; }

    /// <summary>The patch MLPs by the paper's recipe; null where libtorch is missing.</summary>
    public PaperMlps? Mlps { get; init; }
}
