using System.Globalization;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.CorrectorAblation;

/// <summary>Defects that variants are judged with: single ones by the paper's protocol, δ = 0.7, or clusters.</summary>
/// <param name="Rate">The share of bad sites; 0 for clusters.</param>
internal sealed record JudgedCase(double Rate)
{
    // Of a cluster's 25 sites each stands for so many of the mosaic: 1 % is bad.
    private const int SitesPerCluster = 2500;

    /// <summary>All cases, in the order of the table.</summary>
    public static IReadOnlyList<JudgedCase> All { get; } = [.. ((double[])[0.001, 0.01, 0.05, 0.2, 0.4, 0.7, 0.85, 0]).Select(static rate => new JudgedCase(rate))];

    /// <summary>What the table calls it.</summary>
    public string Name => Rate == 0 ? "5×5 clusters" : (100 * Rate).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>The defects of a mosaic.</summary>
    public InjectionSettings On(MosaicLayout layout, long seed) =>
        Rate == 0 ? new InjectionSettings { Blocks5x5 = Math.Max(1, layout.SampleCount / SitesPerCluster), Seed = seed } : new InjectionSettings { Rate = Rate, Seed = seed };
}
