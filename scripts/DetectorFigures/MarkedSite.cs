using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.DetectorFigures;

/// <summary>A site that a detector marked on a frame without injected defects.</summary>
/// <param name="FilePath">The frame, or the first of the set.</param>
/// <param name="Detector">The detector.</param>
/// <param name="Site">Where.</param>
/// <param name="Probability">How sure it is, 0 to 1.</param>
/// <param name="ValueDn">What the site reads, DN.</param>
/// <param name="MedianDn">The median of its same-colour neighbours, DN.</param>
internal sealed record MarkedSite(string FilePath, string Detector, Site Site, double Probability, int ValueDn, double MedianDn)
{
    // A set of several frames is named after its first: "FILE and the 3 after it".
    private const string OfSeveral = " and the ";

    /// <summary>Reads a line of the list of false alarms.</summary>
    public static MarkedSite Parse(string line)
    {
        string[] cells = line.Split(',');
        double Number(int cell) => double.Parse(cells[^cell], CultureInfo.InvariantCulture);
        string set = string.Join(',', cells[..^7]).Trim('"');
        int more = set.LastIndexOf(OfSeveral, StringComparison.Ordinal);
        return new MarkedSite(more < 0 ? set : set[..more], cells[^7], new Site((int)Number(6), (int)Number(5)), Number(3), (int)Number(2), Number(1));
    }
}
