namespace FixPix.Training.Datasets;

/// <summary>Crops that a network is trained or judged on together, as PyTorch lays them out.</summary>
/// <param name="Count">Crops.</param>
/// <param name="Height">Rows of the network's plane.</param>
/// <param name="Width">Columns of the network's plane.</param>
/// <param name="Features">[Count, inputs, Height, Width]: what the network is told.</param>
/// <param name="Targets">[Count, outputs, Height, Width]: what it should say.</param>
/// <param name="Rates">For each crop the share of its sites that are bad.</param>
public sealed record TrainingBatch(int Count, int Height, int Width, float[] Features, float[] Targets, double[] Rates)
{
    /// <summary>How much each target counts; none where all count alike.</summary>
    public float[] Weights { get; init; } = [];

    /// <summary>What each target begins at, for goals that ask; none for others.</summary>
    public float[] Bases { get; init; } = [];

    /// <summary>What a target of 1 adds to its base; none where there are no bases.</summary>
    public float[] Units { get; init; } = [];

    /// <summary>Channels that go in.</summary>
    public int Inputs => Features.Length / (Count * Height * Width);

    /// <summary>Channels that come out.</summary>
    public int Outputs => Targets.Length / (Count * Height * Width);

    /// <summary>One of as many parts of about the same size, in order, and its share of the crops.</summary>
    public (TrainingBatch Batch, double Share) Part(int part, int parts)
    {
        int first = Count * part / parts, end = Count * (part + 1) / parts;
        float[] Of(float[] values) => values[(values.Length / Count * first)..(values.Length / Count * end)];
        return parts == 1 ? (this, 1) : (new TrainingBatch(end - first, Height, Width, Of(Features), Of(Targets), Rates[first..end]) { Weights = Of(Weights), Bases = Of(Bases), Units = Of(Units) }, (end - first) / (double)Count);
    }
}
