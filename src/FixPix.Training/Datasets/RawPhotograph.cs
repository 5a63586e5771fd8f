using FixPix.Mosaics;

namespace FixPix.Training.Datasets;

/// <summary>A raw file that can be trained on, as it was found when its folder was opened.</summary>
/// <param name="FilePath">Where it lies.</param>
/// <param name="Name">Its name within the folder.</param>
/// <param name="Sensor">The camera's model, size and colours: files of one sensor say the same.</param>
/// <param name="Layout">Its size, colours and levels.</param>
/// <param name="Camera">What it says of the exposure.</param>
/// <param name="MeanDn">Mean of the samples of its active area, DN.</param>
/// <param name="MeanSquare">Mean of their squares, DN².</param>
public sealed record RawPhotograph(string FilePath, string Name, string Sensor, MosaicLayout Layout, CameraMetadata Camera, double MeanDn, double MeanSquare)
{
    /// <summary>Mean and standard deviation of all samples of several files, DN.</summary>
    public static (double Mean, double Deviation) Levels(IReadOnlyCollection<RawPhotograph> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        double sites = files.Sum(Sites), mean = files.Sum(static file => Sites(file) * file.MeanDn) / sites;
        return (mean, Math.Sqrt((files.Sum(static file => Sites(file) * file.MeanSquare) / sites) - (mean * mean)));
    }

    private static double Sites(RawPhotograph file) => (double)file.Layout.ActiveArea.Height * file.Layout.ActiveArea.Width;
}
