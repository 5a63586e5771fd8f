using FixPix.Training.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>The photographs of a folder, in the order of their names, so that a split means the same on every machine.</summary>
public sealed class PhotographFolder
{
    private PhotographFolder()
    {
    }

    /// <summary>What is learned from.</summary>
    public IReadOnlyList<RgbPhotograph> Training { get; private init; } = [];

    /// <summary>What the best weights are picked by: one photograph of nine.</summary>
    public IReadOnlyList<RgbPhotograph> Validation { get; private init; } = [];

    /// <summary>A line for each file that could not be used.</summary>
    public IReadOnlyList<string> Skipped { get; private init; } = [];

    /// <summary>Which photographs these are (<see cref="DataDigest"/>).</summary>
    public string Digest { get; private init; } = "";

    /// <summary>Reads all PNG files of a folder, and of those in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="leastSide">The least rows and columns that a photograph needs for one crop.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <exception cref="FixPixException">The folder is missing, or fewer than two of its photographs can be used.</exception>
    public static PhotographFolder Open(string folder, int leastSide, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!Directory.Exists(folder))
        {
            throw new FixPixException($"{folder}: no such folder");
        }

        string[] files = [.. Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        RgbPhotograph?[] photographs = new RgbPhotograph?[files.Length];
        string?[] skipped = new string?[files.Length];
        Mosaics.RowBands.Run(files.Length, 1, work, (first, _) => (photographs[first], skipped[first]) = Read(files[first], leastSide));
        RgbPhotograph[] usable = [.. photographs.OfType<RgbPhotograph>()];
        if (usable.Length < 2)
        {
            throw new FixPixException($"{folder}: {usable.Length} photographs of {files.Length} PNG files can be used, expected at least 2{(skipped.OfType<string>().FirstOrDefault() is string why ? "; " + why : "")}");
        }

        // Every ninth from the fifth on; of the least, the last.
        bool Judges(int index) => usable.Length < 5 ? index == usable.Length - 1 : index % 9 == 4;
        return new PhotographFolder
        {
            Training = [.. usable.Where((_, index) => !Judges(index))],
            Validation = [.. usable.Where((_, index) => Judges(index))],
            Skipped = [.. skipped.OfType<string>()],
            Digest = DataDigest.Of(folder, files.Where((_, index) => photographs[index] is not null)),
        };
    }

    private static (RgbPhotograph? Photograph, string? Skipped) Read(string file, int leastSide)
    {
        try
        {
            RgbPhotograph photograph = RgbPhotograph.OpenInside(file);
            return Math.Min(photograph.Width, photograph.Height) >= leastSide
                ? (photograph, null)
                : (null, $"{file}: {photograph.Width}×{photograph.Height} pixels, at least {leastSide}×{leastSide} expected");
        }
        catch (FixPixException failure)
        {
            return (null, failure.Message);
        }
    }
}
