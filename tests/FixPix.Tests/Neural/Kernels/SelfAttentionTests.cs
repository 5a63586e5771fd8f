using FixPix.Neural;
using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Kernels;

public sealed class SelfAttentionTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(20)]
    public void Every_path_gives_what_PyTorch_computes(int width)
    {
        using WeightFile file = Fixtures.Open("transformer");
        foreach (int tokens in new[] { 1, 2, 17, 33 })
        {
            Workspace workspace = new();
            Matrix qkv = Fixtures.Rows(file.Read($"attention.{width}.{tokens}", tokens, 6 * width), workspace);
            float[] expected = file.Read($"attention.{width}.{tokens}.expected", tokens, 2 * width).Values;
            foreach (KernelPath path in Fixtures.Paths)
            {
                Fixtures.Close(expected, Attend(in qkv, 2, path, workspace), 1e-5f, $"{tokens} tokens, {path}");
            }
        }
    }

    /// <summary>Around the panels of 16 keys, the blocks of 96 queries and those of 256 keys.</summary>
    [Theory]
    [InlineData(15, 1, 1)]
    [InlineData(16, 3, 17)]
    [InlineData(95, 1, 31)]
    [InlineData(97, 2, 8)]
    [InlineData(255, 1, 16)]
    [InlineData(257, 1, 33)]
    [InlineData(523, 2, 5)]
    public void Every_path_gives_what_the_plain_loops_give_whatever_the_blocks(int tokens, int heads, int width)
    {
        Workspace workspace = new();
        Matrix qkv = Fixtures.Normal(tokens, 3 * heads * width, tokens, workspace);
        float[] expected = Attend(in qkv, heads, KernelPath.Scalar, workspace);
        foreach (KernelPath path in Fixtures.Paths.Skip(1))
        {
            Fixtures.Close(expected, Attend(in qkv, heads, path, workspace), 1e-5f, $"{path}");
        }
    }

    /// <summary>Keys whose scores climb from block to block make every query shrink what it has summed so far; nothing of the first keys may be left.</summary>
    [Fact]
    public void A_greater_score_that_comes_late_wins()
    {
        const int Tokens = 600;
        foreach (KernelPath path in Fixtures.Paths)
        {
            Workspace workspace = new();
            Matrix qkv = workspace.RentMatrix(Tokens, 3);
            for (int token = 0; token < Tokens; token++)
            {
                (qkv.Row(token)[0], qkv.Row(token)[1], qkv.Row(token)[2]) = (400, token, token == Tokens - 1 ? 5 : -1e6f);
            }

            Assert.All(Attend(in qkv, 1, path, workspace), value => Assert.Equal(5, value));
        }
    }

    [Fact]
    public void What_lies_beside_the_output_is_not_touched()
    {
        foreach (KernelPath path in Fixtures.Paths)
        {
            Workspace workspace = new();
            Matrix qkv = Fixtures.Normal(19, 15, 1, workspace), wide = workspace.RentMatrix(21, 9);
            wide.Memory.AsSpan().Fill(77);
            SelfAttention.Run(in qkv, 1, wide.Slice(1, 19).SliceColumns(2, 5), workspace, path);
            for (int row = 0; row < 21; row++)
            {
                for (int column = 0; column < 9; column++)
                {
                    Assert.Equal(row is > 0 and < 20 && column is >= 2 and < 7, wide.Row(row)[column] != 77);
                }
            }
        }
    }

    private static float[] Attend(in Matrix qkv, int heads, KernelPath path, Workspace workspace)
    {
        int mark = workspace.Mark();
        Matrix output = workspace.RentMatrix(qkv.Rows, qkv.Columns / 3);
        SelfAttention.Run(in qkv, heads, in output, workspace, path);
        float[] values = Fixtures.Values(output);
        workspace.Release(mark);
        return values;
    }
}
