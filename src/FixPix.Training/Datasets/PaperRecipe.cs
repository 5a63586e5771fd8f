using FixPix.Mosaics;

namespace FixPix.Training.Datasets;

/// <summary>How the paper's tiles are made.</summary>
/// <param name="Rate">The share of bad sites; δ is 0.7.</param>
/// <param name="Crops">Tiles of a batch.</param>
/// <param name="Seed">Same seed, same batches.</param>
public sealed record PaperRecipe(double Rate, int Crops, long Seed)
{
    /// <summary>Makes room for so many tiles, all of one layout.</summary>
    public required Func<int, MosaicLayout, ICropExamples> Examples { get; init; }

    /// <summary>Rows and columns of a transformer's token: tiles then begin on red and are whole numbers of tokens.</summary>
    public (int Rows, int Columns)? Token { get; init; }
}
