using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Correction;

public sealed class VitReconstructorTests
{
    [Fact]
    public void Tiles_cover_every_row_once_begin_on_red_and_reach_back_at_the_end()
    {
        foreach (int length in new[] { 1, 11, 12, 13, 24, 25, 100 })
        {
            TileAxis axis = new(length, 12);
            int covered = 0;
            for (int index = 0; index < axis.Count; index++)
            {
                Assert.Equal(covered, axis.CoreStart(index));
                Assert.Equal(0, axis.Start(index) % 2);
                Assert.True(axis.Start(index) <= axis.CoreStart(index) && axis.CoreEnd(index) <= axis.Start(index) + 12);
                Assert.True(length < 12 || axis.Start(index) + 12 <= length + 1);
                covered = axis.CoreEnd(index);
            }

            Assert.Equal(length, covered);
        }
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("BGGR")]
    [InlineData("MONO")]
    public void A_site_gets_what_the_network_says_of_its_place_in_its_tile(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        int shift = name == "BGGR" ? 1 : 0;
        MosaicLayout layout = CorrectionCases.Layout(cfa, 40, 31);
        ushort[] frame = CorrectionCases.Photograph(layout, 3);
        (int row, int column) = (14 - shift, 19 - shift);
        DefectMap map = CorrectionCases.Map(layout, [new Site(row, column)]);
        ushort[] mended = Mended(map, layout, frame);

        // The view's site (14, 19) lies in the tile at (12, 16), there in the first token, third row, last column.
        VitAutoencoder network = new(HandMade.FreshReconstructor());
        Workspace workspace = new();
        Matrix patches = workspace.RentMatrix(16, 12), output = workspace.RentMatrix(16, 12);
        for (int index = 0; index < 192; index++)
        {
            (int tileRow, int tileColumn) = (index / 16, index % 16);
            float value = frame[((12 + tileRow - shift) * 40) + 16 + tileColumn - shift];
            patches.Row((tileRow / 3 * 4) + (tileColumn / 4))[(tileRow % 3 * 4) + (tileColumn % 4)] = (value - 800) / 300;
        }

        network.Forward(in patches, in output, 4, 4, workspace);
        Assert.InRange(mended[(row * 40) + column], Math.Max(0, (output.Row(0)[11] * 300) + 799), Math.Max(0, (output.Row(0)[11] * 300) + 801));
    }

    [Fact]
    public void Good_sites_stay_threads_change_nothing_and_bad_values_count_as_in_its_training()
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            foreach ((int width, int height) in new[] { (1, 1), (1, 9), (9, 1), (2, 2), (5, 30), (33, 25), (60, 40) })
            {
                MosaicLayout layout = CorrectionCases.Layout(cfa, width, height);
                ushort[] frame = CorrectionCases.Noise(layout, 3);
                DefectMap map = CorrectionCases.Random(layout, 0.4, 7);
                SeededRandom garbage = new(11);
                ushort[] spoiled = CorrectionCases.Spoil(frame, map, _ => garbage.NextInt(65536)), once = Mended(map, layout, spoiled);
                Assert.Equal(once, Mended(map, layout, spoiled, threads: 16));
                Assert.Equal(map.Count is 0 || map.Count == layout.SampleCount, once.SequenceEqual(Mended(map, layout, CorrectionCases.Spoil(frame, map, _ => 0))));
                Assert.Equal(frame, CorrectionCases.Spoil(once, map, site => frame[site]));
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_further_frame_on_one_thread()
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb);
        CorrectionPlan plan = new VitReconstructor(HandMade.FreshReconstructor()).Plan(CorrectionCases.Random(layout, 0.6, 17), layout);
        ushort[] frame = CorrectionCases.Noise(layout, 1);
        WorkSettings work = new() { Threads = 1 };
        plan.Apply(frame, work);
        Assert.Equal(0, Allocations.Of(() => plan.Apply(frame, work)));
    }

    [Fact]
    public void Work_stops_when_it_is_cancelled()
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb);
        CorrectionPlan plan = new VitReconstructor(HandMade.FreshReconstructor()).Plan(CorrectionCases.Random(layout, 0.6, 17), layout);
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => plan.Apply(CorrectionCases.Noise(layout, 1), new WorkSettings { Cancellation = cancellation.Token }));
    }

    [Theory]
    [InlineData("task", "corrector", "metadata 'task' is 'corrector', expected 'reconstructor'")]
    [InlineData("input", "planes", "metadata 'input' is 'planes', expected 'raw'")]
    [InlineData("architecture", "unet", "architecture 'unet'")]
    [InlineData("tile", "9,16", "expected even numbers")]
    [InlineData("mean", "much", "metadata 'mean' is 'much', expected a number")]
    public void Files_of_another_kind_are_refused_in_one_line(string key, string value, string why)
    {
        Dictionary<string, string> metadata = HandMade.Reconstructor();
        metadata[key] = value;
        FixPixException failure = Assert.Throws<FixPixException>(() => new VitReconstructor(WeightFile.Fresh(metadata, 1)));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    private static ushort[] Mended(DefectMap map, MosaicLayout layout, ushort[] samples, int threads = 1)
    {
        ushort[] mended = (ushort[])samples.Clone();
        new VitReconstructor(HandMade.FreshReconstructor()).Plan(map, layout).Apply(mended, new WorkSettings { Threads = threads });
        return mended;
    }
}
