namespace FixPix.Training.Datasets;

/// <summary>How the paper's tiles are made.</summary>
/// <param name="Rate">The share of bad sites; δ is 0.7.</param>
/// <param name="Crops">Tiles of a batch.</param>
/// <param name="Multiple">What the network halves down to: a tile is mirrored on to a multiple of it.</param>
/// <param name="MeanDn">Mean of the training part.</param>
/// <param name="DeviationDn">Its standard deviation.</param>
/// <param name="Seed">Same seed, same batches.</param>
public sealed record PaperRecipe(double Rate, int Crops, int Multiple, float MeanDn, float DeviationDn, long Seed);
