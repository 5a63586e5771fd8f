using FixPix.Experiments.Frames;

namespace FixPix.Experiments.Figures;

/// <summary>A data set of the paper at one rate, δ 0.7, single image; null where the paper has no number.</summary>
/// <param name="DataSet">The data set.</param>
/// <param name="Rate">The share of bad sites.</param>
/// <param name="Recall">Of all defects.</param>
/// <param name="Precision">Of the detections.</param>
/// <param name="Mlp5">NMSE of the patch MLP on 5×5.</param>
/// <param name="Mlp9">On 9×9.</param>
/// <param name="Mlp13">On 13×13.</param>
/// <param name="Vit">NMSE of the vision transformer autoencoder.</param>
internal sealed record PaperRow(string DataSet, double Rate, double? Recall, double? Precision, double Mlp5, double Mlp9, double Mlp13, double Vit);

/// <summary>The numbers of "FixPix: Fixing Bad Pixels using Deep Learning".</summary>
internal static class PaperFigures
{
    /// <summary>Its photographs of a phone.</summary>
    public const string S7 = "paper, S7 ISP";

    /// <summary>Its photographs of a single-lens reflex camera.</summary>
    public const string FiveK = "paper, FiveK Canon 5D";

    /// <summary>Its two sets of raw photographs.</summary>
    public static IReadOnlyList<string> DataSets { get; } = [S7, FiveK];

    /// <summary>The setting of its numbers.</summary>
    public const string Setting = "the paper, its own photographs";

    /// <summary>The simulated camera that stands for each, beside which it is drawn.</summary>
    public static IReadOnlyDictionary<string, string> Counterparts { get; } = DataSets.Zip(ExperimentData.PapersCameras.Select(FrameGroup.SimulatedBy), KeyValuePair.Create).ToDictionary();

    /// <summary>Table 1 and figure 6.</summary>
    public static IReadOnlyList<PaperRow> Rows { get; } =
    [
        new(S7, 0.0001, 0.85, 0.96, 0.005, 0.006, 0.007, 0.053),
        new(S7, 0.4, null, null, 0.0565, 0.0752, 0.1310, 0.0826),
        new(S7, 0.7, 0.95, 0.99, 0.2617, 0.2525, 0.3050, 0.0983),
        new(S7, 0.85, null, null, 0.2545, 0.3507, 0.3899, 0.1891),
        new(FiveK, 0.0001, 0.996, 0.994, 0.0009, 0.0016, 0.0016, 0.0036),
        new(FiveK, 0.4, null, null, 0.0465, 0.0703, 0.1328, 0.0070),
        new(FiveK, 0.7, 0.994, 0.995, 0.3056, 0.3259, 0.3783, 0.0155),
        new(FiveK, 0.85, null, null, 0.2479, 0.4258, 0.4365, 0.0223),
    ];

    /// <summary>S7, 5×5, no bad neighbour: NMSE, by the name that the method has here.</summary>
    public static IReadOnlyDictionary<string, double> NmseOfCleanPatches { get; } = new Dictionary<string, double> { ["mean-blind"] = 0.0783, ["median-blind"] = 0.0887, ["MLP 5×5"] = 0.0055 };

    /// <summary>S7, 5 of 24 neighbours bad: PSNR in dB; all but the MLP as Schöberl et al. report them of other images.</summary>
    public static IReadOnlyDictionary<string, double> PsnrDbOfBadPatches { get; } = new Dictionary<string, double>
    {
        ["nearest-blind"] = 22.6,
        ["mean-blind"] = 25.7,
        ["median-blind"] = 25.7,
        ["adaptive"] = 23.5,
        ["frequency-selective"] = 30.4,
        ["MLP 5×5"] = 30.55,
    };

    /// <summary>What the paper says of several images.</summary>
    public const string Windows = "The paper, S7: with 9 images the recall rises by about 20 % above that of a single one.";

    /// <summary>All of <see cref="Rows"/>, a row for each method.</summary>
    public static IEnumerable<FigureRow> ByMethod => Rows.SelectMany(row => new (string Method, double Nmse)[] { ("MLP 5×5", row.Mlp5), ("MLP 9×9", row.Mlp9), ("MLP 13×13", row.Mlp13), ("ViT autoencoder", row.Vit) }
        .Select(one => new FigureRow(row.DataSet, one.Method, Setting, row.Rate, new Dictionary<string, double?> { [Measures.Nmse] = one.Nmse })));
}
