namespace FixPix.Detection;

/// <summary>What calibration frames say of one site.</summary>
/// <param name="SampleDn">Its median over the frames, DN.</param>
/// <param name="BlackDn">Its black level, DN.</param>
/// <param name="Residual">How it lies off its surroundings, in the detector's unit.</param>
/// <param name="IsHigh">Whether it, or the line it lies in, reads too high.</param>
internal readonly record struct CalibrationSite(float SampleDn, float BlackDn, float Residual, bool IsHigh)
{
    /// <summary>Whether it is its spread over the frames that is too large, not its median that lies off.</summary>
    public bool IsUnstable { get; init; }

    /// <summary>Whether it read the same in all frames while other sites did not.</summary>
    public bool IsConstant { get; init; }
}
