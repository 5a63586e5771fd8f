using System.Text.Json.Nodes;
using FixPix.DetectorFigures;

namespace FixPix.CorrectorFigures;

/// <summary>What a row says of a corrector; null where it was not measured there, or no frame had a bad site.</summary>
internal static class MendedRow
{
    /// <summary>Mean PSNR of the frames in dB, mended by the true map.</summary>
    public static double? TrueMapPsnrDb(this RunRow row, string corrector) => row.Figure(corrector, "trueMapPsnrDb");

    /// <summary>Mean NMSE of the frames, mended by the true map.</summary>
    public static double? TrueMapNmse(this RunRow row, string corrector) => row.Figure(corrector, "trueMapNmse");

    /// <summary>Mean NMSE of the frames, mended by the map that the row's detector found.</summary>
    public static double? Nmse(this RunRow row, string corrector) => row.Figure(corrector, "nmse");

    /// <summary>The share of good sites that mending by the found map changed, 0 to 1.</summary>
    public static double? AlteredShare(this RunRow row, string corrector) => row.Figure(corrector, "alteredGoodShare");

    /// <summary>Seconds to mend a million sites by the true map, plan and all.</summary>
    public static double? MendingSecondsPerMegapixel(this RunRow row, string corrector) =>
        row.Figure(corrector, "secondsPerFrame") * (double)row.Node["sets"]! * 1e6 / (double)row.Node["sites"]!;

    private static double? Figure(this RunRow row, string corrector, string name)
    {
        JsonNode? tally = row.Node["mending"]!.AsArray().FirstOrDefault(one => (string)one!["corrector"]! == corrector);
        return (double?)tally?[name];
    }
}
