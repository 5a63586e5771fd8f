using FixPix.Defects;
using FixPix.Detection;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Detection;

public sealed class LookAgainTests
{
    private static readonly WorkSettings s_one = new() { Threads = 1 };
    private static readonly Mosaic s_mosaic = DetectorContract.Injected(SyntheticScene.Photograph(new SensorModel { Width = 131, Height = 93, Cfa = CfaPattern.Gbrg }, 5), 0.4, 7);

    [Fact]
    public void Frames_with_few_bad_sites_and_several_frames_are_looked_at_once()
    {
        UNetDetector few = new(HandMade.FreshDetector("4,6")) { ExpectedRate = 0.02 }, many = new(HandMade.FreshDetector("4,6")) { ExpectedRate = 0.3 };
        Assert.Equal(few.Probabilities([s_mosaic], s_one), few.LookingAgain(HandMade.FreshAgain("4,6")).Probabilities([s_mosaic], s_one));
        Assert.NotEqual(many.Probabilities([s_mosaic], s_one), many.LookingAgain(HandMade.FreshAgain("4,6")).Probabilities([s_mosaic], s_one));
        Assert.Equal(many.Probabilities([s_mosaic, s_mosaic], s_one), many.LookingAgain(HandMade.FreshAgain("4,6")).Probabilities([s_mosaic, s_mosaic], s_one));
    }

    [Fact]
    public void The_second_network_judges_by_what_the_first_believes_and_where_most_sites_are_bad_by_what_it_believed_itself_until_it_agrees()
    {
        byte[] crowd = CrowdBeliefs.Of(s_mosaic, s_one);
        List<int> looks = [];
        foreach ((double rate, long seed) in new[] { (0.3, 9L), (0.6, 9L), (0.6, 6L), (0.9, 3L) })
        {
            using WeightFile weights = HandMade.FreshAgain("4,6", seed);
            UNet again = new(weights);
            UNetDetector both = new UNetDetector(HandMade.FreshDetector("4,6")) { ExpectedRate = rate }.LookingAgain(weights);
            float told = (float)Certainty.ToLogOdds(rate);
            List<byte[]> beliefs = [both.Beliefs(s_mosaic, s_one)];
            do
            {
                beliefs.Add(both.BeliefsAgain(s_mosaic, beliefs[^1], crowd, told, s_one));
                Assert.NotEqual(beliefs[^2], beliefs[^1]);
            }
            while (rate > 0.5 && beliefs.Count <= LookAgain.MostLooks && (beliefs.Count == 2 || Math.Abs(CommonRate.Of(beliefs[^1], s_mosaic.Width) - CommonRate.Of(beliefs[^2], s_mosaic.Width)) > LookAgain.Agreement));

            looks.Add(beliefs.Count - 1);
            Assert.Equal(Said(again, new SecondLookInput(s_mosaic.Layout, again.Multiple, beliefs[^2], crowd, told)), both.RawAgain(s_mosaic, s_one).LogOdds);
        }

        Assert.Equal([1, 2, 2, 2], looks);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void Maps_are_those_of_the_probabilities_whatever_the_tiles_and_threads(double rate)
    {
        UNetDetector Both(long memory) => new UNetDetector(HandMade.FreshDetector("4,6,5")) { ExpectedRate = rate, MemoryBytes = memory }.LookingAgain(HandMade.FreshAgain("4,6,5"));
        UNetDetector whole = Both(300_000_000);
        DefectMap map = whole.Detect([s_mosaic], s_one);
        float[] probabilities = whole.Probabilities([s_mosaic], s_one);
        Assert.NotEqual(0, map.Count);
        Assert.Equal(map.SiteIndices.ToArray(), Enumerable.Range(0, probabilities.Length).Where(site => probabilities[site] > 0.5));
        foreach ((long memory, int threads) in new[] { (700_000L, 1), (1L, 3), (300_000_000L, 16) })
        {
            DefectMap tiled = Both(memory).Detect([s_mosaic], new WorkSettings { Threads = threads });
            Assert.Equal(map.SiteIndices.ToArray(), tiled.SiteIndices.ToArray());
            Assert.Equal(map.Probabilities.ToArray(), tiled.Probabilities.ToArray());
        }
    }

    [Theory]
    [InlineData("task", "corrector", "'task' is 'corrector'")]
    [InlineData("input", "planes", "'input' is 'planes', expected 'second-look'")]
    [InlineData("inputs", "16", "takes 16 numbers and gives 4, input 'second-look' expects 43 and 4")]
    public void Files_of_another_kind_are_refused_in_one_line(string key, string value, string why)
    {
        Dictionary<string, string> metadata = HandMade.Detector("4", "second-look", SecondLookInput.Channels, 4);
        metadata[key] = value;
        UNetDetector first = new(HandMade.FreshDetector("4"));
        Assert.Contains(why, Assert.Throws<FixPixException>(() => first.LookingAgain(WeightFile.Fresh(metadata, 1))).Message, StringComparison.Ordinal);
    }

    // The network alone, over the frame at once.
    private static float[] Said(UNet network, SecondLookInput input)
    {
        Workspace workspace = new();
        FeatureMap features = workspace.RentMap(input.Plane, SecondLookInput.Channels), output = workspace.RentMap(input.Plane, 4);
        input.Fill(s_mosaic.Samples, in features, workspace);
        network.Forward(in features, in output, input.Plane, workspace);
        float[] said = new float[s_mosaic.Samples.Length];
        for (int row = 0; row < s_mosaic.Height; row++)
        {
            input.CopyRow(in output, row, 0, said.AsSpan(row * s_mosaic.Width, s_mosaic.Width));
        }

        return said;
    }
}
