using System.Numerics;

namespace FixPix.Training.Simulation;

/// <summary>
/// The lens's and the filter stack's blur: along rows, then along columns, a kernel that is a mix of two Gaussians (a narrow
/// core and a wide halo). Three colours at a time; the rows that a later one needs are kept in a ring.
/// </summary>
internal sealed class OpticalBlur
{
    private const double NegligibleSigma = 0.15;
    private const int LargestRadius = 10;

    // Of the unsharp mask, sites: photographs are sharpened at the scale of their own pixels.
    private const double MaskSigma = 1;

    private readonly float[] _kernel = new float[LargestRadius + 1];
    private readonly float[][] _above = new float[LargestRadius + 1][];
    private readonly float[][] _below = new float[LargestRadius + 1][];
    private float[][] _ring = [];
    private int _width;

    /// <summary>Rows and columns around a site that count.</summary>
    public int Radius { get; private set; }

    /// <summary>Rows that are kept.</summary>
    private int Kept => (2 * Radius) + 1;

    /// <summary>Sets the kernel: its middle, then one side. A photograph that was sharpened has the blur of an unsharp mask taken off, and what is left made up for.</summary>
    public void Prepare(CameraOptics optics, FilmLook film)
    {
        double sharpening = film.Sharpening, mask = Math.Sqrt((optics.CoreSigma * optics.CoreSigma) + (MaskSigma * MaskSigma));
        double widest = Math.Max(optics.CoreSigma, Math.Max(optics.HaloShare > 0 ? optics.HaloSigma : 0, sharpening > 0 ? mask : 0));
        Radius = widest < NegligibleSigma ? 0 : Math.Clamp((int)Math.Ceiling(2.5 * widest), 1, LargestRadius);
        Span<double> taps = stackalloc double[Radius + 1];
        taps.Clear();
        AddGaussian(taps, optics.CoreSigma, (1 + sharpening) * (1 - optics.HaloShare));
        AddGaussian(taps, optics.HaloSigma, (1 + sharpening) * optics.HaloShare);
        AddGaussian(taps, mask, -sharpening);
        for (int index = 0; index < taps.Length; index++)
        {
            _kernel[index] = (float)taps[index];
        }
    }

    /// <summary>Begins a picture of so many columns, the blur's margin not counted.</summary>
    public void Begin(int width)
    {
        _width = width;
        if (_ring.Length < 3 * Kept)
        {
            _ring = [.. _ring, .. Enumerable.Repeat<float[]>([], (3 * Kept) - _ring.Length)];
        }

        for (int index = 0; index < 3 * Kept; index++)
        {
            Lanes.Grow(ref _ring[index], width);
        }
    }

    /// <summary>Takes the next row of one colour and blurs it along the row.</summary>
    /// <param name="color">0 red, 1 green, 2 blue.</param>
    /// <param name="row">Its number, from 0, the margin's rows counted.</param>
    /// <param name="source">Width + 2·radius pixels, and padding behind them.</param>
    public void Push(int color, int row, float[] source)
    {
        float[] target = RowOf(color, row);
        float[] kernel = _kernel;
        int radius = Radius;
        for (int index = 0; index < _width; index += Lanes.Count)
        {
            Vector<float> sum = new Vector<float>(source, index + radius) * kernel[0];
            for (int step = 1; step <= radius; step++)
            {
                sum += (new Vector<float>(source, index + radius - step) + new Vector<float>(source, index + radius + step)) * kernel[step];
            }

            sum.CopyTo(target, index);
        }
    }

    /// <summary>Blurs along the columns: one row of one colour, whose surroundings have all been pushed.</summary>
    /// <param name="color">0 red, 1 green, 2 blue.</param>
    /// <param name="row">Its number among the pushed rows: at least the radius.</param>
    /// <param name="target">Gets the row.</param>
    public void Fill(int color, int row, float[] target)
    {
        float[] kernel = _kernel;
        float[] middle = RowOf(color, row);
        int radius = Radius;
        for (int step = 1; step <= radius; step++)
        {
            (_above[step], _below[step]) = (RowOf(color, row - step), RowOf(color, row + step));
        }

        for (int index = 0; index < _width; index += Lanes.Count)
        {
            Vector<float> sum = new Vector<float>(middle, index) * kernel[0];
            for (int step = 1; step <= radius; step++)
            {
                sum += (new Vector<float>(_above[step], index) + new Vector<float>(_below[step], index)) * kernel[step];
            }

            sum.CopyTo(target, index);
        }
    }

    private float[] RowOf(int color, int row) => _ring[(3 * (row % Kept)) + color];

    private static void AddGaussian(Span<double> taps, double sigma, double share)
    {
        double total = 0;
        Span<double> gaussian = stackalloc double[taps.Length];
        for (int index = 0; index < taps.Length; index++)
        {
            gaussian[index] = sigma < NegligibleSigma ? (index == 0 ? 1 : 0) : Math.Exp(-0.5 * index * index / (sigma * sigma));
            total += index == 0 ? gaussian[index] : 2 * gaussian[index];
        }

        for (int index = 0; index < taps.Length; index++)
        {
            taps[index] += share * gaussian[index] / total;
        }
    }
}
