using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Simulation;

public sealed class ClusterShapeTests
{
    [Fact]
    public void Sites_are_distinct_touch_and_fill_their_rectangle_to_its_sides()
    {
        SeededRandom random = new(1);
        for (int draw = 0; draw < 500; draw++)
        {
            (int height, int width, Site[] sites) = ClusterShape.Draw(random);
            Assert.InRange(sites.Length, 2, ClusterShape.Largest);
            Assert.Equal(sites.Length, sites.Distinct().Count());
            Assert.Equal((0, 0, height - 1, width - 1), (sites.Min(site => site.Row), sites.Min(site => site.Column), sites.Max(site => site.Row), sites.Max(site => site.Column)));
            Assert.All(sites, site => Assert.Contains(sites, other => other != site && Math.Abs(other.Row - site.Row) <= 1 && Math.Abs(other.Column - site.Column) <= 1));
        }
    }

    [Fact]
    public void Sizes_fall_with_the_square_and_few_pairs_meet_at_a_corner()
    {
        SeededRandom random = new(2);
        (int Height, int Width, Site[] Sites)[] drawn = [.. Enumerable.Range(0, 4000).Select(_ => ClusterShape.Draw(random))];
        double Share(int least) => drawn.Count(shape => shape.Sites.Length >= least) / (double)drawn.Length;
        Assert.Equal(4.0 / 9, Share(3), 0.03);
        Assert.Equal(1.0 / 4, Share(4), 0.03);
        Assert.Equal(1.0 / 16, Share(8), 0.015);
        Assert.InRange(drawn.Max(shape => shape.Sites.Length), 25, ClusterShape.Largest);
        Assert.Equal(0.22, drawn.Where(shape => shape.Sites.Length == 2).Average(shape => shape.Height == 2 && shape.Width == 2 ? 1.0 : 0), 0.04);
    }

    [Fact]
    public void Same_seed_same_shape() => Assert.Equal(ClusterShape.Draw(new SeededRandom(3)).Sites, ClusterShape.Draw(new SeededRandom(3)).Sites);
}
