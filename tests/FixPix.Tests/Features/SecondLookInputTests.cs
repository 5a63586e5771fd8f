using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Tests.Features;

public sealed class SecondLookInputTests
{
    public static TheoryData<string> Phases => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Phases))]
    public void It_tells_what_the_planes_tell_what_the_first_look_believes_what_the_crowd_does_and_the_rate(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        MosaicLayout layout = new(37, 29, cfa, 64, 4095);
        SeededRandom random = new(3);
        ushort[] samples = [.. Enumerable.Range(0, layout.SampleCount).Select(_ => (ushort)random.NextInt(4096))];
        byte[] beliefs = [.. Enumerable.Range(0, layout.SampleCount).Select(_ => (byte)random.NextInt(256))], crowd = [.. beliefs.AsEnumerable().Reverse()];
        SecondLookInput both = new(layout, 4, beliefs, crowd, 0.75f);
        PlanesInput planes = new(layout, 4);
        MendedPlanes believed = new(layout, 4, (row, column) => beliefs[(row * 37) + column] / 255f);
        MendedPlanes crowded = new(layout, 4, (row, column) => crowd[(row * 37) + column] / 255f);
        Workspace workspace = new();
        foreach (Region region in new[] { both.Plane, new Region(3, 5, 7, 9) })
        {
            FeatureMap map = workspace.RentMap(region, SecondLookInput.Channels), one = workspace.RentMap(region, PlanesInput.Channels), other = workspace.RentMap(region, MendedPlanes.Channels), last = workspace.RentMap(region, MendedPlanes.Channels);
            both.Fill(samples, in map, workspace);
            planes.Fill(samples, in one, workspace);
            believed.Fill(samples, in other, workspace);
            crowded.Fill(samples, in last, workspace);
            for (int row = region.Top; row < region.Bottom; row++)
            {
                for (int column = region.Left; column < region.Right; column++)
                {
                    Assert.Equal([.. one.At(row, column), .. other.At(row, column), .. last.At(row, column), 0.75f], map.At(row, column).ToArray());
                }
            }
        }
    }

    [Theory]
    [InlineData(-3, -3)]
    [InlineData(2.5, 2.2)]
    [InlineData(8, 2.2)]
    public void More_than_was_learned_is_told_as_the_most(float rate, float told)
    {
        MosaicLayout layout = new(8, 8, CfaPattern.Rggb, 64, 4095);
        Workspace workspace = new();
        SecondLookInput input = new(layout, 4, new byte[64], new byte[64], rate);
        FeatureMap map = workspace.RentMap(input.Plane, SecondLookInput.Channels);
        input.Fill(new ushort[64], in map, workspace);
        Assert.Equal(told, map.At(2, 3)[SecondLookInput.Channels - 1]);
    }

    [Theory]
    [InlineData(0, 128)]
    [InlineData(-40, 255)]
    [InlineData(40, 0)]
    [InlineData(1.0986123, 64)]
    public void A_belief_is_the_probability_that_a_site_is_good(float logOdds, byte belief) => Assert.Equal(belief, SecondLookInput.BeliefOf(logOdds));
}
