using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// The steps in which noise is looked at: even in the square root of the signal above black, so that they are fine in
/// the shadows, where shot noise changes fastest with the level.
/// </summary>
internal sealed class NoiseLevels
{
    /// <summary>Number of steps from black to white.</summary>
    public const int Count = 48;

    private readonly float[] _blackDn;
    private readonly float[] _scale;

    /// <summary>Steps for a layout's black and white levels.</summary>
    public NoiseLevels(MosaicLayout layout)
    {
        _blackDn = [.. layout.BlackDn];
        _scale = Array.ConvertAll(_blackDn, black => Count / MathF.Sqrt(Math.Max(1, layout.WhiteDn - black)));
    }

    /// <summary>The step, 0 to <see cref="Count"/> − 1, of a level at a CFA position.</summary>
    public int Of(int position, float levelDn) =>
        Math.Min((int)(MathF.Sqrt(Math.Max(0, levelDn - _blackDn[position])) * _scale[position]), Count - 1);
}
