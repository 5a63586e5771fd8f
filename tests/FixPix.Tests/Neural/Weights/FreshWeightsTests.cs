using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Weights;

public sealed class FreshWeightsTests
{
    private static readonly Dictionary<string, string> s_metadata = new() { ["architecture"] = "unet", ["inputs"] = "2", ["outputs"] = "1", ["levels"] = "3,5" };

    [Fact]
    public void What_a_network_asks_for_is_a_complete_file()
    {
        using WeightFile fresh = WeightFile.Fresh(s_metadata, seed: 7);
        _ = new UNet(fresh);
        using MemoryStream stream = new();
        fresh.WriteTo(stream);
        using WeightFile read = WeightFile.Parse("written", stream.ToArray());
        _ = new UNet(read);
        Assert.Contains("down.1.norm2.running_var", read.Tensors.Select(tensor => tensor.Name));
        Assert.DoesNotContain("down.0.conv1.bias", read.Tensors.Select(tensor => tensor.Name));
        Assert.Contains("up.0.transpose.bias", read.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(fresh.Read("head.weight", 1, 3, 1, 1).Values, read.Read("head.weight", 1, 3, 1, 1).Values);
    }

    [Fact]
    public void Values_belong_to_seed_and_name()
    {
        float[] values = Values(seed: 1, "a.weight");
        Assert.Equal(values, Values(seed: 1, "a.weight"));
        Assert.NotEqual(values, Values(seed: 2, "a.weight"));
        Assert.NotEqual(values, Values(seed: 1, "b.weight"));
        // The same on every machine: checked against a second hand's SplitMix64 and FNV-1a in Python.
        Assert.Equal([0.006596207618713379f, 0.07306349277496338f, 0.11853468418121338f, 0.9319542646408081f], values.Take(4));
    }

    [Fact]
    public void Weights_have_the_variance_that_keeps_a_rectified_signal()
    {
        using WeightFile fresh = WeightFile.Fresh(s_metadata, seed: 3);
        float[] weights = fresh.Read("x.weight", 40, 30, 3, 3).Values;
        Assert.InRange(weights.Sum(weight => (double)weight * weight) / weights.Length / (2.0 / 270), 0.97, 1.03);
        Assert.InRange(weights.Average() * Math.Sqrt(270), -0.03, 0.03);
        float[] transposed = fresh.Read("up.0.transpose.weight", 50, 20, 2, 2).Values;
        Assert.InRange(transposed.Sum(weight => (double)weight * weight) / transposed.Length / (2.0 / 50), 0.95, 1.05);
        Assert.All(fresh.Read("norm.running_var", 100).Values, variance => Assert.InRange(variance, 0.75f, 1.25f));
        Assert.All(fresh.Read("norm.weight", 100).Values, gain => Assert.InRange(gain, 0.9f, 1.1f));
    }

    private static float[] Values(long seed, string name)
    {
        using WeightFile fresh = WeightFile.Fresh(s_metadata, seed);
        return fresh.Read(name, 2, 6).Values;
    }
}
