using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>Raw files of one camera as the FixPix paper's recipes want them: split by image, normalised by the mean and deviation of the training part.</summary>
public sealed record PaperData
{
    private PaperData(RawFolder folder, DataSplit split, (double Mean, double Deviation) levels)
    {
        (Folder, Split) = (folder, split);
        (MeanDn, DeviationDn) = levels;
    }

    /// <summary>The files.</summary>
    public RawFolder Folder { get; }

    /// <summary>What is learned from and what is judged by.</summary>
    public DataSplit Split { get; }

    /// <summary>Mean of the training part, DN.</summary>
    public double MeanDn { get; }

    /// <summary>Its standard deviation, DN.</summary>
    public double DeviationDn { get; }

    /// <summary>The mean and standard deviation that the paper normalises a data set by, DN; null for others.</summary>
    public static (double Mean, double Deviation)? LevelsOf(RawLayout layout) => layout switch
    {
        RawLayout.S7 => (151.78, 48.85),
        RawLayout.FiveK => (491.60, 571.15),
        _ => null,
    };

    /// <summary>The epochs that the paper gives a data set.</summary>
    public static int EpochsOf(RawLayout layout) => layout == RawLayout.FiveK ? 10 : 50;

    /// <summary>Takes files that are of one camera.</summary>
    /// <exception cref="FixPixException">They are of several, or show nothing.</exception>
    public static PaperData Of(RawFolder folder, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(split);
        string[] sensors = [.. folder.Files.Select(static file => file.Sensor).Distinct(StringComparer.Ordinal)];
        if (sensors.Length > 1)
        {
            throw new FixPixException($"{sensors.Length} sensors ({string.Join(", ", sensors.Take(3))}{(sensors.Length > 3 ? ", …" : "")}): the paper's recipe normalises by one mean and deviation, expected one sensor");
        }

        (double mean, double deviation) = RawPhotograph.Levels(split.Training);
        return deviation > 0 ? new PaperData(folder, split, (mean, deviation)) : throw new FixPixException($"{folder.Digest}: all samples are {mean} DN, nothing to learn from");
    }

    /// <summary>A network of the paper's that knows these levels.</summary>
    internal NetworkPreset Network(string name) => NetworkPreset.Find(name).With("mean", Text(MeanDn)).With("deviation", Text(DeviationDn));

    /// <summary>What the weight file shall say of how it was made.</summary>
    internal Dictionary<string, string> Provenance(long seed, FormattableString recipe, FormattableString injection) => new()
    {
        ["data"] = $"{Folder.Digest}; {Folder.Recognized}; {Folder.Files[0].Sensor}",
        ["split"] = Split.Description,
        ["seed"] = Text(seed),
        ["recipe"] = "the FixPix paper's: " + recipe.ToString(CultureInfo.InvariantCulture),
        ["injection"] = injection.ToString(CultureInfo.InvariantCulture),
        ["fixpix"] = TrainingRecipe.Version,
    };

    private static string Text(IFormattable number) => number.ToString(number is double ? "R" : null, CultureInfo.InvariantCulture);
}
