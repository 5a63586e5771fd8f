using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// How much the sites of a frame scatter without being defective: the standard deviation of the difference between a
/// site and its neighbours in its plane, as a curve over the level, for each CFA position. Learned from the frame itself.
/// </summary>
/// <remarks>
/// Within a bin of levels the differences of flat surroundings and of texture mix; the lower quartile of their size
/// is the one that texture and defects move least (for normal noise it is 0.319 σ).
/// </remarks>
internal sealed class NoiseModel
{
    // Rounding to whole numbers: no frame is quieter than this.
    private const float FloorDn = 1f;

    private readonly NoiseLevels _levels;
    private readonly float[] _sigmaDn;

    private NoiseModel(NoiseLevels levels, float[] sigmaDn)
    {
        (_levels, _sigmaDn) = (levels, sigmaDn);
        LeastSigmaDn = sigmaDn.Min();
    }

    /// <summary>The smallest standard deviation at any level, DN.</summary>
    public float LeastSigmaDn { get; }

    /// <summary>Learns from a frame.</summary>
    /// <param name="mosaic">The frame.</param>
    /// <param name="sites">Its neighbourhoods.</param>
    public static NoiseModel Of(Mosaic mosaic, PlaneSites sites)
    {
        NoiseLevels levels = new(mosaic.Layout);
        NoiseHistogram histogram = new(mosaic.Layout.Cfa.PositionCount);
        Sample(mosaic, sites, levels, histogram);
        return new NoiseModel(levels, histogram.Curves(FloorDn));
    }

    /// <summary>Standard deviation in DN around a level.</summary>
    /// <param name="position">CFA position.</param>
    /// <param name="levelDn">Level, DN.</param>
    public float SigmaDn(int position, int levelDn) =>
        _sigmaDn[(position * NoiseLevels.Count) + _levels.Of(position, levelDn)];

    // Every row and column would say the same more slowly: about a quarter of a million sites are enough for the curve.
    private static void Sample(Mosaic mosaic, PlaneSites sites, NoiseLevels levels, NoiseHistogram histogram)
    {
        int stride = Math.Max(1, (int)Math.Sqrt(mosaic.Samples.Length / 250_000.0)) | 1;
        CfaPattern cfa = mosaic.Layout.Cfa;
        Span<ushort> values = stackalloc ushort[PlaneSites.NeighborCount];
        for (int row = 0; row < mosaic.Height; row += stride)
        {
            for (int column = 0; column < mosaic.Width; column += stride)
            {
                int count = sites.Gather(mosaic, row, column, values);
                if (count == 0)
                {
                    continue;
                }

                values[..count].Sort();
                int median = (values[(count - 1) / 2] + values[count / 2] + 1) / 2;
                int position = cfa.PositionAt(row, column);
                histogram.Add(position, levels.Of(position, median), Math.Abs(mosaic[row, column] - median));
            }
        }
    }
}
