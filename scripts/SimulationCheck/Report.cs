using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FixPix.SimulationCheck;

/// <summary>docs/results/simulation.md.</summary>
internal static class Report
{
    private const double LowShare = 0.01;
    private const double HighShare = 0.99;

    private static readonly int[] s_rings = [2, 4, 8, 12, 15];

    public static string Text(Comparison comparison, IReadOnlyList<(int Side, double MegapixelsPerSecond, double Bytes)> speeds)
    {
        StringBuilder text = new();
        text.AppendLine("# Simulated mosaics beside real ones").AppendLine()
            .AppendLine("Made by `scripts/simulation-check.sh`, which also draws `docs/images/simulation.png`.").AppendLine()
            .Append(CultureInfo.InvariantCulture, $"Simulated: {comparison.Simulated.Count} mosaics of the photographs in `photos/train`, each by a camera drawn from `SensorRange`, the seeds counted up from 0. ")
            .AppendLine("Real: every sensor under `real/`, the middle of up to three pictures of each. Same code for both, crops of at most 768×768 sites.").AppendLine()
            .AppendLine("The ranges were written down from data sheets before the first comparison, and are not fitted to any of these pictures; the comparison is there to show where a real sensor would lie outside of what training sees.")
            .AppendLine("**Bold**: outside the range from the 1st to the 99th percentile of the simulated mosaics. –: too few sites at that level.").AppendLine();
        Table(text, "Noise against signal", "Local noise with texture (robust spread of the difference to the median of the eight same-colour neighbours), in thousandths of white above black, where that median is the given share of white.",
            comparison, Measures.Levels.Select((level, index) => (Percent(level), (Func<Measures, double>)(one => 1000 * one.Noise[index]))));
        Table(text, "Power spectrum", "Of each plane of one filter position, 64×64 blocks, mean over directions: dB against the lowest ring, at the given cycles for each site of the plane.",
            comparison, s_rings.Select(ring => (Number((ring + 0.5) / (2 * Fourier.Rings)), (Func<Measures, double>)(one => one.Spectrum[ring]))));
        text.AppendLine("The values outside belong to what stands before the camera: an evenly lit colour chart has less at middle frequencies than any photograph, a night sky hardly any structure at low ones.").AppendLine();
        Table(text, "Differences to same-colour neighbours", "The distance to the neighbours' median, in σ of the local noise at that brightness, that the given share of the sites exceeds. A normal distribution around a known mean has 1.0, 1.6, 2.2, 2.6, 3.0, 3.3, 3.6, 3.9.",
            comparison, Measures.Tails.Select((tail, index) => (Percent(tail), (Func<Measures, double>)(one => one.Differences[index]))));
        text.AppendLine("## Speed").AppendLine()
            .Append(CultureInfo.InvariantCulture, $"{Processor()}; processor time of one thread, .NET {Environment.Version}, {RuntimeInformation.ProcessArchitecture}, vectors of {8 * System.Numerics.Vector<byte>.Count} bits; 200 cameras of the range in turn, each for one crop of a decoded photograph of 2048×1638.").AppendLine().AppendLine()
            .AppendLine("| crop | megapixels of mosaic a second | bytes allocated a crop |").AppendLine("| --: | --: | --: |");
        foreach ((int side, double speed, double bytes) in speeds)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {side}×{side} | {speed:0.0} | {bytes:0} |").AppendLine();
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Table(StringBuilder text, string title, string what, Comparison comparison, IEnumerable<(string Name, Func<Measures, double> Value)> columns)
    {
        (string Name, Func<Measures, double> Value)[] all = [.. columns];
        text.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine().AppendLine(what).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", all.Select(column => column.Name))} |")
            .AppendLine(CultureInfo.InvariantCulture, $"| --- | {string.Join(" | ", all.Select(_ => "--:"))} |");
        foreach ((string name, double share) in ((string, double)[])[("simulated, 1 %", LowShare), ("simulated, median", 0.5), ("simulated, 99 %", HighShare)])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", all.Select(column => Number(comparison.Quantile(column.Value, share))))} |");
        }

        (int inside, int measured) = (0, 0);
        foreach ((string sensor, Measures measures) in comparison.Real)
        {
            IEnumerable<string> cells = all.Select(column =>
            {
                double value = column.Value(measures);
                if (!double.IsFinite(value))
                {
                    return "–";
                }

                bool within = value >= comparison.Quantile(column.Value, LowShare) && value <= comparison.Quantile(column.Value, HighShare);
                (inside, measured) = (inside + (within ? 1 : 0), measured + 1);
                return within ? Number(value) : $"**{Number(value)}**";
            });
            text.AppendLine(CultureInfo.InvariantCulture, $"| {sensor} | {string.Join(" | ", cells)} |");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{inside} of {measured} values of real sensors lie inside.").AppendLine();
    }

    private static string Processor()
    {
        string? model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown processor";
    }

    private static string Percent(double share) => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString(Math.Abs(value) < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) : "–";
}
