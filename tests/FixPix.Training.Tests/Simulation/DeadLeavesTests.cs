using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class DeadLeavesTests
{
    private static readonly RgbPhotograph s_colors = Scenes.Linear(40, 50, (row, column, color) => color == 2 ? 0 : (row + column) / 90.0);

    [Fact]
    public void Pictures_belong_to_their_seed_whatever_the_threads()
    {
        ushort[] Drawn(long seed, int threads) => [.. DeadLeaves.Draw([s_colors], 3, 64, seed, new WorkSettings { Threads = threads })
            .SelectMany(picture => Enumerable.Range(0, 64).SelectMany(row => picture.Row(0, 0, row).ToArray()))];
        ushort[] first = Drawn(1, 1);
        Assert.Equal(3 * 64 * 64, first.Length);
        Assert.Equal(first, Drawn(1, 2));
        Assert.NotEqual(first, Drawn(2, 1));
    }

    [Fact]
    public void Colors_are_those_of_the_photograph_and_none_stays_uncovered()
    {
        foreach (RgbPhotograph picture in DeadLeaves.Draw([s_colors], 4, 64, 5))
        {
            Assert.Equal((64, 64), (picture.Width, picture.Height));
            for (int row = 0; row < 64; row++)
            {
                // Red and green are alike there, and blue is none.
                Assert.Equal(picture.Row(0, 0, row), picture.Row(0, 1, row));
                Assert.All(picture.Row(0, 2, row).ToArray(), code => Assert.Equal(0, code));
            }
        }
    }

    [Fact]
    public void Every_picture_has_many_edges_and_flat_places()
    {
        foreach (RgbPhotograph picture in DeadLeaves.Draw([s_colors], 4, 128, 9))
        {
            int[] steps = [.. Enumerable.Range(0, 128).SelectMany(row => Enumerable.Range(1, 127).Select(column => Math.Abs(picture.Row(0, 0, row)[column] - picture.Row(0, 0, row)[column - 1])))];
            Assert.InRange(steps.Count(step => step == 0), steps.Length / 50, steps.Length);
            Assert.InRange(steps.Count(step => step > 50), steps.Length / 50, steps.Length);
        }
    }

    [Fact]
    public void One_picture_comes_to_every_three_photographs()
    {
        Assert.Equal(2, DeadLeaves.Among([s_colors, s_colors], 1).Count);
        IReadOnlyList<RgbPhotograph> among = DeadLeaves.Among([s_colors, s_colors, s_colors], 1);
        Assert.Equal(4, among.Count);
        Assert.Equal(512, among[3].Width);
    }
}
