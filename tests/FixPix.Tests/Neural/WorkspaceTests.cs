using FixPix.Neural;

namespace FixPix.Tests.Neural;

public sealed class WorkspaceTests
{
    [Fact]
    public void What_is_given_back_is_rented_again()
    {
        Workspace workspace = new();
        int mark = workspace.Mark();
        (float[] first, int start) = workspace.Rent(100);
        workspace.Release(mark);
        (float[] again, int startAgain) = workspace.Rent(60);
        (float[] other, _) = workspace.Rent(60);
        Assert.Same(first, again);
        Assert.Equal(start, startAgain);
        Assert.NotSame(first, other);
    }

    [Fact]
    public unsafe void Memory_begins_on_a_cache_line()
    {
        Workspace workspace = new();
        foreach (int length in new[] { 1, 3, 1000, 70_000 })
        {
            (float[] memory, int start) = workspace.Rent(length);
            fixed (float* first = &memory[start])
            {
                Assert.Equal(0, (nint)first % 64);
            }

            Assert.True(start + length <= memory.Length);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(2, 2, 1024)]
    public void A_map_of_used_memory_has_a_ring_of_zeros(int height, int width, int channels)
    {
        Workspace workspace = new();
        (float[] memory, _) = workspace.Rent(20_000);
        memory.AsSpan().Fill(3);
        workspace.Release(0);
        FeatureMap map = workspace.RentMap(new Region(10, 20, height, width), channels);
        for (int row = 9; row <= 10 + height; row++)
        {
            for (int column = 19; column <= 20 + width; column++)
            {
                bool inside = row >= 10 && row < 10 + height && column >= 20 && column < 20 + width;
                if (!inside)
                {
                    Assert.All(map.At(row, column).ToArray(), value => Assert.Equal(0, value));
                }
            }
        }
    }
}
