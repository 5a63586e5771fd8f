namespace FixPix.Experiments.Figures;

/// <summary>All experiments, in the report's order.</summary>
internal static class Catalog
{
    /// <summary>Stands for all of them.</summary>
    public const string Everything = "all";

    /// <summary>The experiments.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [new Table1(), new CalibrationFigure(), new NeighborsFigure(), new PatchSizeFigure(), new InterpolationTable(), new RatesFigure(), new ClusterTable(), new PeersTable()];

    /// <summary>Those of a name.</summary>
    /// <exception cref="FixPixException">There is none; the message lists them.</exception>
    public static IReadOnlyList<Experiment> Find(string name) =>
        name == Everything ? All
        : All.FirstOrDefault(experiment => experiment.Name == name) is Experiment found ? [found]
        : throw new FixPixException($"experiment '{name}': expected one of {string.Join(", ", All.Select(experiment => experiment.Name))}, {Everything}");
}
