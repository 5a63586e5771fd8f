using FixPix.Correction;
using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Correction;

public sealed class UNetReconstructorTests
{
    public static TheoryData<string> Phases => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Phases))]
    public void A_network_that_says_nothing_leaves_the_estimates_and_one_that_says_more_lifts_them(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        MosaicLayout layout = CorrectionCases.Layout(cfa, 61, 47);
        ushort[] frame = CorrectionCases.Photograph(layout, 3);
        DefectMap map = CorrectionCases.Random(layout, 0.3, 5);
        ushort[] estimated = CorrectionCases.Mend("classical", map, layout, frame);
        Assert.Equal(estimated, Mended(new UNetReconstructor(HandMade.MendedBy(0)), map, layout, frame));
        ushort[] lifted = Mended(new UNetReconstructor(HandMade.MendedBy(1)), map, layout, frame);
        DefectMask bad = map.ToMask();
        MendedPlanes planes = new(layout, 2, (row, column) => bad[row, column] ? 0 : 1);
        Workspace workspace = new();
        FeatureMap told = workspace.RentMap(planes.Plane, MendedPlanes.Channels);
        planes.Fill(estimated, in told, workspace);
        foreach (int site in map.SiteIndices)
        {
            (int row, int column) = (site / 61, site % 61);
            float unit = planes.BlockOf(in told, row, column)[MendedPlanes.UnitChannel];
            Assert.Equal(Math.Min(planes.SampleOf(planes.ValueOf(estimated[site], row, column) + unit, row, column), Math.Max(layout.WhiteDn, estimated[site])), lifted[site], 0.51f);
        }

        Assert.All(Mended(new UNetReconstructor(HandMade.MendedBy(1000)), map, layout, frame), sample => Assert.True(sample <= Math.Max(layout.WhiteDn, frame.Max()), $"{sample}"));
    }

    [Fact]
    public void Good_sites_stay_bad_values_do_not_matter_twice_is_once_and_threads_change_nothing()
    {
        UNetReconstructor reconstructor = new(HandMade.FreshMender("4,6,8"));
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            foreach ((int width, int height) in new[] { (1, 1), (1, 9), (9, 1), (2, 2), (5, 30), (33, 25), (60, 40) })
            {
                MosaicLayout layout = CorrectionCases.Layout(cfa, width, height);
                ushort[] frame = CorrectionCases.Noise(layout, 3);
                DefectMap map = CorrectionCases.Random(layout, 0.4, 7);
                SeededRandom garbage = new(11);
                ushort[] once = Mended(reconstructor, map, layout, CorrectionCases.Spoil(frame, map, _ => garbage.NextInt(65536)));
                Assert.Equal(once, Mended(reconstructor, map, layout, CorrectionCases.Spoil(frame, map, _ => garbage.NextInt(65536)), threads: 16));
                Assert.Equal(once, Mended(reconstructor, map, layout, once));
                Assert.Equal(frame, CorrectionCases.Spoil(once, map, site => frame[site]));
            }
        }
    }

    [Fact]
    public void Small_tiles_give_the_bits_of_large_ones()
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Grbg, 200, 150);
        ushort[] frame = CorrectionCases.Photograph(layout, 5);
        DefectMap map = CorrectionCases.Random(layout, 0.5, 9);
        WeightFile weights = HandMade.FreshMender("4,6,8");
        Assert.Equal(Mended(new UNetReconstructor(weights), map, layout, frame), Mended(new UNetReconstructor(weights) { MemoryBytes = 150_000 }, map, layout, frame));
    }

    [Fact]
    public void A_frame_of_bad_sites_alone_stays_as_it_is()
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb, 30, 20);
        ushort[] frame = CorrectionCases.Noise(layout, 1);
        Assert.Equal(frame, Mended(new UNetReconstructor(HandMade.FreshMender("4,6")), CorrectionCases.Block(layout, 0, 0, 20, 30), layout, frame));
    }

    [Theory]
    [InlineData("task", "corrector", "metadata 'task' is 'corrector', expected 'reconstructor'")]
    [InlineData("input", "planes", "metadata 'input' is 'planes', expected 'mended'")]
    [InlineData("architecture", "patch-mlp", "architecture 'patch-mlp'")]
    [InlineData("outputs", "5", "takes 13 numbers and gives 5, input 'mended' expects 13 and 4")]
    public void Files_of_another_kind_are_refused_in_one_line(string key, string value, string why)
    {
        Dictionary<string, string> metadata = HandMade.Mender("4,6");
        metadata[key] = value;
        FixPixException failure = Assert.Throws<FixPixException>(() => new UNetReconstructor(WeightFile.Fresh(metadata, 1)));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    private static ushort[] Mended(UNetReconstructor reconstructor, DefectMap map, MosaicLayout layout, ushort[] samples, int threads = 1)
    {
        ushort[] mended = (ushort[])samples.Clone();
        reconstructor.Plan(map, layout).Apply(mended, new WorkSettings { Threads = threads });
        return mended;
    }
}
