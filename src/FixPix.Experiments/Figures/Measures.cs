using FixPix.Experiments.Cells;

namespace FixPix.Experiments.Figures;

/// <summary>The figures that follow from a tally, by the names that they have in data files.</summary>
internal static class Measures
{
    public const string Recall = "recall", VisibleRecall = "visibleRecall", Precision = "precision", IoU = "iou", Nmse = "nmse", Psnr = "psnrDb";

    /// <summary>All of them, in the order of the columns.</summary>
    public static IReadOnlyList<(string Name, Func<Tally, double?> Of)> All { get; } =
    [
        (Recall, tally => tally.Recall), (VisibleRecall, tally => tally.VisibleRecall), (Precision, tally => tally.Precision), (IoU, tally => tally.IoU), ("hotRecall", tally => tally.HotRecall), ("deadRecall", tally => tally.DeadRecall),
        (Nmse, tally => tally.Nmse), (Psnr, tally => tally.PsnrDb), ("alteredGoodPerMillion", tally => tally.AlteredPerMillion), ("secondsPerFrame", tally => tally.SecondsPerFrame),
        ("frames", tally => tally.Frames), ("defects", tally => tally.Defects),
    ];

    /// <summary>The row of a sample.</summary>
    public static FigureRow RowOf(Sample sample) => new(sample.Group, sample.Method, sample.Setting, sample.X, All.ToDictionary(one => one.Name, one => one.Of(sample.Tally)));
}
