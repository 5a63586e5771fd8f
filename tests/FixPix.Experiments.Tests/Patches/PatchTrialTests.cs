using FixPix.Correction;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Patches;

namespace FixPix.Experiments.Tests.Patches;

public sealed class PatchTrialTests : Scenes
{
    [Fact]
    public void Bad_neighbours_hurt_who_is_not_told_of_them()
    {
        ICorrector mean = Correctors.Find("mean").Create();
        Tally clean = Mend(0, mean, isTold: false), told = Mend(8, mean, isTold: true), notTold = Mend(8, mean, isTold: false);
        Assert.Equal(1, clean.Frames);
        Assert.Equal(clean, Mend(0, mean, isTold: true));
        Assert.InRange(told.Nmse!.Value, 0, 5 * clean.Nmse!.Value);
        Assert.True(notTold.Nmse > 2 * told.Nmse, $"{notTold.Nmse} and {told.Nmse}");
        Assert.Equal(notTold, Mend(8, mean, isTold: false));
    }

    [Fact]
    public void A_frame_smaller_than_a_patch_is_refused_by_its_size() =>
        Assert.Contains("96×8 sites, at least 9×9 expected", Assert.Throws<FixPixException>(() => new PatchTrial(Scene(96, 8), 9, 0, 1)).Message, StringComparison.Ordinal);

    private static Tally Mend(int bad, ICorrector corrector, bool isTold) => new PatchTrial(Scene(), 5, bad, 1).Mend(corrector, isTold, WorkSettings.Default);
}
