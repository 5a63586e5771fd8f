using FixPix.Detection;
using FixPix.Models;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Models;

public sealed class ShippedModelsTests
{
    [Fact]
    public void Detector_is_small_calibrated_and_says_what_made_it()
    {
        using WeightFile weights = ShippedModels.Open(ShippedModels.Detector);
        Assert.Equal("shipped detector", weights.Source);
        Assert.InRange(weights.Tensors.Sum(tensor => 4L * tensor.Shape.Aggregate(1, (product, length) => product * length)), 1, 3_000_000);
        Assert.True(RateCalibration.Parse(weights.Setting("calibration"), FrameCalibration.Parse(weights.Setting("frame-calibration"), weights.Source), weights.Source).At(1e-4).Rate < 0.01);
        Assert.All(["data", "seed", "steps"], key => Assert.NotEqual("", weights.Setting(key)));
    }

    [Fact]
    public void Each_name_opens_and_another_is_refused_with_the_list()
    {
        foreach (string name in ShippedModels.Names)
        {
            ShippedModels.Open(name).Dispose();
        }

        Assert.Contains("'magic': expected one of detector", Assert.Throws<FixPixException>(() => ShippedModels.Open("magic")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Detector_by_name_is_made_once() => Assert.Same(Detectors.Find("unet").Create(), Detectors.Find("unet").Create());
}
