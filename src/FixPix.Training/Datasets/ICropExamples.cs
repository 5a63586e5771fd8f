using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Room for a batch of crops, as one kind of network is trained on them.</summary>
public interface ICropExamples
{
    /// <summary>Puts defects into a crop, and the crop in its place.</summary>
    /// <param name="index">Which of the batch.</param>
    /// <param name="clean">The crop; spoiled in place.</param>
    /// <param name="defects">Which defects.</param>
    void Spoil(int index, Mosaic clean, InjectionSettings defects);

    /// <summary>The batch, once every crop is in its place.</summary>
    TrainingBatch ToBatch();
}
