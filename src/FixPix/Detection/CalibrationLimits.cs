using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Weighs what calibration frames say of each site against what is usual on the sensor.</summary>
internal sealed class CalibrationLimits
{
    // A typical spread from which on reading the same value in every frame is no chance.
    private const float MovingDn = 3;

    private readonly CfaPattern _cfa;
    private readonly int _width;
    private readonly float[] _limits;

    /// <summary>Finds the limits of the residuals.</summary>
    /// <param name="layout">Size and colours.</param>
    /// <param name="residuals">Height × Width residuals; NaN where nothing is known.</param>
    /// <param name="sigmaFactor">A residual is too large from this many standard deviations of its plane on,</param>
    /// <param name="least">and not below this.</param>
    public CalibrationLimits(MosaicLayout layout, float[] residuals, double sigmaFactor, float least)
    {
        (_cfa, _width, Residuals) = (layout.Cfa, layout.Width, residuals);
        _limits = Array.ConvertAll(PlaneScatter.Of(layout, residuals).SigmaDn, sigma => Math.Max(least, (float)sigmaFactor * sigma));
    }

    /// <summary>Height × Width residuals.</summary>
    public float[] Residuals { get; }

    /// <summary>Rows that lie off as a whole.</summary>
    public required LineDeviations Rows { get; init; }

    /// <summary>Columns that lie off as a whole.</summary>
    public required LineDeviations Columns { get; init; }

    /// <summary>The largest spread over the frames that is usual at each filter position, DN; null: not looked at.</summary>
    public float[]? SpreadDn { get; init; }

    /// <summary>The median spread over the frames at each filter position, DN; null: not known.</summary>
    public float[]? TypicalSpreadDn { get; init; }

    /// <summary>How many times its limit a site is off, with its sign: by its own residual, a line's, or its spread (the largest).</summary>
    public (float Ratio, bool IsUnstable) RatioAt(int row, int column, ushort[]? spreadDn)
    {
        int index = (row * _width) + column;
        int position = _cfa.PositionAt(row, column);
        float own = Residuals[index] / _limits[position];
        float level = Larger(float.IsNaN(own) ? 0 : own, Larger(Rows.RatioAt(row, column), Columns.RatioAt(row, column)));
        float spread = SpreadDn is null ? 0 : spreadDn![index] / SpreadDn[position];
        return Math.Abs(level) <= 1 && spread > 1 ? (spread, true) : (level, false);
    }

    /// <summary>Whether a site never moved though the others of its plane did.</summary>
    public bool IsConstant(int row, int column, ushort[]? spreadDn) =>
        TypicalSpreadDn is not null && TypicalSpreadDn[_cfa.PositionAt(row, column)] >= MovingDn && spreadDn![(row * _width) + column] == 0;

    private static float Larger(float one, float other) => Math.Abs(one) >= Math.Abs(other) ? one : other;
}
