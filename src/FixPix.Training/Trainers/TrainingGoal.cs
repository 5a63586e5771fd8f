using FixPix.Training.Datasets;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>What a network is trained for: its loss, and what is counted to judge it.</summary>
public abstract class TrainingGoal
{
    /// <summary>Names of the numbers that a person reads, in the order of <see cref="Values"/>.</summary>
    public abstract IReadOnlyList<string> Measures { get; }

    /// <summary>What <see cref="WorthOf"/> is called.</summary>
    public virtual string Worth => "1 − the loss over the validation crops";

    /// <summary>What is made as small as possible, a single value.</summary>
    /// <param name="output">What the network says, [N, outputs, H, W].</param>
    /// <param name="batch">What it should say.</param>
    /// <param name="device">Where it is computed.</param>
    public abstract TorchTensor LossOf(TorchTensor output, TrainingBatch batch, TorchDevice device);

    /// <summary>Counts the sites of one crop.</summary>
    /// <param name="output">What the network says of it.</param>
    /// <param name="batch">The batch that it belongs to.</param>
    /// <param name="crop">Which crop.</param>
    public abstract TrainingTally Count(ReadOnlySpan<float> output, TrainingBatch batch, int crop);

    /// <summary>The numbers that a person reads.</summary>
    public abstract IReadOnlyList<double> Values(TrainingTally tally);

    /// <summary>By what the best weights are picked: the more the better.</summary>
    /// <param name="judged">What was counted of the validation crops, by rate.</param>
    /// <param name="loss">Their mean loss.</param>
    public virtual double WorthOf(IReadOnlyCollection<TrainingTally> judged, double loss) => 1 - loss;

    /// <summary>The part of a batch's numbers that belongs to a crop.</summary>
    protected static ReadOnlySpan<float> OfCrop(float[] values, TrainingBatch batch, int crop)
    {
        int length = values.Length / batch.Count;
        return values.AsSpan(crop * length, length);
    }
}
