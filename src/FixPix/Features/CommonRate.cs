namespace FixPix.Features;

/// <summary>
/// The share of bad sites that is common to a frame: what half of its blocks reach. Where a network has taken the many bad sites of an even place for the good ones its share there is wrong, but not everywhere.
/// </summary>
internal static class CommonRate
{
    // Rows and columns of a block.
    private const int Block = 32;

    /// <summary>The share as a network finds it.</summary>
    /// <param name="beliefs">height × width, row-major: how far it believes each site, 0 to 255 (<see cref="SecondLookInput.BeliefOf"/>).</param>
    /// <param name="width">Columns.</param>
    /// <returns>ln of the odds of a site to be bad.</returns>
    public static float Of(ReadOnlySpan<byte> beliefs, int width)
    {
        int height = beliefs.Length / width, columns = (width + Block - 1) / Block;
        float[] shares = new float[columns * ((height + Block - 1) / Block)];
        for (int block = 0; block < shares.Length; block++)
        {
            (int top, int left) = (block / columns * Block, block % columns * Block);
            (int bottom, int right) = (Math.Min(top + Block, height), Math.Min(left + Block, width));
            int bad = 0;
            for (int row = top; row < bottom; row++)
            {
                foreach (byte belief in beliefs[((row * width) + left)..((row * width) + right)])
                {
                    bad += belief < 128 ? 1 : 0;
                }
            }

            shares[block] = LogOdds(bad, (bottom - top) * (right - left));
        }

        Array.Sort(shares);
        return shares[shares.Length / 2];
    }

    /// <summary>The share where it is known.</summary>
    /// <param name="bad">Bad sites.</param>
    /// <param name="sites">All sites.</param>
    /// <returns>ln of the odds; half a site stands in for none, and for all.</returns>
    public static float LogOdds(int bad, int sites) => MathF.Log((bad + 0.5f) / (sites - bad + 0.5f));
}
