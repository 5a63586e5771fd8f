namespace FixPix.Training.Simulation;

/// <summary>A star or a lamp far away: a small Gaussian spot, which photographs hardly have and which looks much like a hot site.</summary>
/// <param name="Row">Its middle, in rows of the whole mosaic; between sites as a rule.</param>
/// <param name="Column">Its middle, in columns.</param>
/// <param name="Brightness">The light in its middle, as a share of the sensor's white.</param>
/// <param name="Sigma">The standard deviation of the spot, sites.</param>
public readonly record struct PointLight(double Row, double Column, double Brightness, double Sigma)
{
    // Beyond so many standard deviations a spot has a hundred-thousandth of its brightness.
    private const double Reach = 5;

    /// <summary>The first site of a line that the spot reaches, and the one behind the last, within the line.</summary>
    internal (int First, int End) Span(double middle, int first, int count) =>
        (Math.Max(0, (int)Math.Ceiling(middle - (Reach * Sigma)) - first), Math.Min(count, (int)Math.Floor(middle + (Reach * Sigma)) + 1 - first));

    /// <summary>The light at a distance from the middle, along rows and columns.</summary>
    internal double At(double rows, double columns) => Brightness * Math.Exp(-((rows * rows) + (columns * columns)) / (2 * Sigma * Sigma));
}
