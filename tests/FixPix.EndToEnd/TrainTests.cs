namespace FixPix.EndToEnd;

/// <summary><c>fixpix train</c>, as far as no photographs are needed.</summary>
public sealed class TrainTests : Workplace
{
    [Fact]
    public void Bad_use_is_refused_by_name()
    {
        Run("train", "detector", "nowhere", "-o", "out").Refused("nowhere: no such folder");
        Run("train", "detector", ".", "-o", "out").Refused("0 photographs of 0 PNG files can be used");
        Run("train", "detector", ".", "-o", "out", "--side", "20").Refused("--side 20", "a multiple of 8");
        Run("train", "detector", ".").Refused("--output");
    }
}
