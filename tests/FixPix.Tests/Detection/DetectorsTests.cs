using FixPix.Detection;

namespace FixPix.Tests.Detection;

public sealed class DetectorsTests
{
    [Fact]
    public void Find_knows_every_name_in_any_case()
    {
        Assert.All(Detectors.All, info => Assert.Same(info, Detectors.Find(info.Name.ToUpperInvariant())));
        Assert.All(Detectors.All, info => Assert.NotNull(info.Create()));
        Assert.Equal(Detectors.All.Count, Detectors.All.Select(info => info.Name).Distinct().Count());
    }

    [Fact]
    public void Find_lists_the_names_when_it_does_not_know_one()
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => Detectors.Find("magic"));
        Assert.Contains("'magic'", failure.Message, StringComparison.Ordinal);
        Assert.All(Detectors.All, info => Assert.Contains(info.Name, failure.Message, StringComparison.Ordinal));
    }
}
