namespace FixPix.DetectorAblation;

/// <summary>What all variants have alike; figures of different settings are never put into one table.</summary>
/// <param name="Steps">Steps of each training.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Side">Rows and columns of the network's plane, half those of a crop.</param>
/// <param name="Seed">Same seed, same crops, first weights and judged mosaics.</param>
/// <param name="Data">Which photographs (<see cref="Training.Datasets.PhotographFolder.Digest"/>).</param>
internal sealed record AblationSettings(long Steps, int Crops, int Side, long Seed, string Data);
