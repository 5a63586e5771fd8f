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
    /// <summary>Channels that go in.</summary>
    public int Inputs => Features.Length / (Count * Height * Width);

    /// <summary>Channels that come out.</summary>
    public int Outputs => Targets.Length / (Count * Height * Width);
}
