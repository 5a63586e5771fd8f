using FixPix.Correction;
using FixPix.Detection;
using FixPix.Models;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Models;

public sealed class ShippedModelsTests
{
    [Fact]
    public void Detector_is_small_calibrated_and_says_what_made_it()
    {
        using WeightFile weights = ShippedModels.Open(ShippedModels.Detector), again = ShippedModels.Open(ShippedModels.SecondLook);
        Assert.Equal("shipped detector", weights.Source);
        Assert.InRange(BytesOf(weights) + BytesOf(again), 1, 3_000_000);
        Assert.True(new LookAgain(again).Calibration.At(0.3).Rate > 0.1);
        Assert.True(RateCalibration.Parse(weights.Setting("calibration"), FrameCalibration.Parse(weights.Setting("frame-calibration"), weights.Source), weights.Source).At(1e-4).Rate < 0.01);
        Assert.All(["data", "seed", "steps"], key => Assert.All([weights, again], network => Assert.NotEqual("", network.Setting(key))));
    }

    [Fact]
    public void Correctors_are_small_and_say_what_made_them()
    {
        using WeightFile corrector = ShippedModels.Open(ShippedModels.Corrector), reconstructor = ShippedModels.Open(ShippedModels.Reconstructor);
        Assert.Equal(("corrector", "reconstructor"), (corrector.Setting("task"), reconstructor.Setting("task")));
        Assert.InRange(BytesOf(corrector) + BytesOf(reconstructor), 1, 9_000_000);
        Assert.All(["data", "seed", "steps"], key => Assert.All([corrector, reconstructor], weights => Assert.NotEqual("", weights.Setting(key))));
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
    public void Networks_by_name_are_made_once()
    {
        Assert.Same(Detectors.Find("unet").Create(), Detectors.Find("unet").Create());
        Assert.All(["learned", "patch-mlp", "reconstructor"], name => Assert.Same(Correctors.Find(name).Create(), Correctors.Find(name).Create()));
    }

    private static long BytesOf(WeightFile weights) => weights.Tensors.Sum(tensor => 4L * tensor.Shape.Aggregate(1, (product, length) => product * length));
}
