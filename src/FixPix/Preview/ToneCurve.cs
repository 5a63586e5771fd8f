namespace FixPix.Preview;

/// <summary>From linear light to screen values: exposure, a lift of dark pictures, the sRGB curve (IEC 61966-2-1).</summary>
internal sealed class ToneCurve
{
    private const int Steps = 1 << 14;
    private const double BrightShare = 0.985;
    private const double BrightTarget = 0.85;
    private const double MiddleTarget = 0.13;
    private const double StrongestLift = 0.5;

    private readonly double _gain;
    private readonly double _power;
    private readonly byte[] _screen = new byte[Steps + 1];

    private ToneCurve(double gain, double power)
    {
        (_gain, _power) = (gain, power);
        for (int step = 0; step <= Steps; step++)
        {
            double light = Math.Pow(step / (double)Steps, power);
            double screen = light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
            _screen[step] = (byte)Math.Round(255 * screen);
        }
    }

    /// <summary>A curve that shows these brightnesses well: the bright ones near white, the middle ones not too dark.</summary>
    /// <param name="luminances">Brightnesses of a sample of the picture's places, 0 to 1; they are sorted here.</param>
    public static ToneCurve For(Span<float> luminances)
    {
        luminances.Sort();
        double bright = luminances.Length == 0 ? 1 : luminances[(int)(BrightShare * (luminances.Length - 1))];
        double gain = Math.Clamp(BrightTarget / Math.Max(1e-4, bright), 1, 200);
        double middle = luminances.Length == 0 ? MiddleTarget : Math.Clamp(gain * luminances[luminances.Length / 2], 1e-4, 0.9);
        return new ToneCurve(gain, Math.Clamp(Math.Log(MiddleTarget) / Math.Log(middle), StrongestLift, 1));
    }

    /// <summary>The same curve with more exposure.</summary>
    public ToneCurve Brighter(double factor) => new(_gain * factor, _power);

    /// <summary>The exposure factor that makes this luminance bright, 1 to 16.</summary>
    public double FactorFor(double luminance) => Math.Clamp(BrightTarget / Math.Max(1e-4, _gain * luminance), 1, 16);

    /// <summary>The screen's colour for linear light, 0 black to 1 white.</summary>
    public Rgb Show(ReadOnlySpan<double> rgb) => new(Show(rgb[0]), Show(rgb[1]), Show(rgb[2]));

    private byte Show(double light) => _screen[(int)(Math.Clamp(light * _gain, 0, 1) * Steps)];
}
