namespace FixPix.CorrectorAblation;

/// <summary>What all variants have alike; figures of different settings are never put into one table.</summary>
/// <param name="MlpSteps">Steps of each training of the patch MLP.</param>
/// <param name="ReconstructorSteps">Steps of each training of the reconstructor.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Side">Half the rows and columns of a crop.</param>
/// <param name="Seed">Same seed, same crops, first weights and judged mosaics.</param>
/// <param name="Data">Which photographs (<see cref="Training.Datasets.PhotographFolder.Digest"/>).</param>
internal sealed record AblationSettings(long MlpSteps, long ReconstructorSteps, int Crops, int Side, long Seed, string Data)
{
    /// <summary>The highest learning rate: that of `fixpix train`.</summary>
    public const double LearningRate = 2e-3;
}
