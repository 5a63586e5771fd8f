using FixPix.Mosaics;

namespace FixPix.Experiments.Strips;

/// <summary>A mosaic, and the places in it to look at.</summary>
/// <param name="FileName">The picture's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Mosaic">Without defects.</param>
/// <param name="Spots">The middles of the crops, and what is to be seen there.</param>
internal sealed record Scene(string FileName, string Title, Mosaic Mosaic, IReadOnlyList<(string What, Site Middle)> Spots)
{
    private const int BlockSites = Crop.Sites;
    private static readonly (string What, double Rank)[] s_ranks = [("much detail", 0.95), ("typical", 0.5)];

    /// <summary>Rows and columns that a picture of it shows at least.</summary>
    public const int LeastSide = Crop.Sites * Crop.Zoom;

    /// <summary>Whether it is a night sky, whose own light is taken off where it is shown.</summary>
    public bool IsSky { get; init; }

    /// <summary>Spots of a mosaic that nobody has looked at: blocks ranked by how much same-colour neighbours differ there, relative to their light.</summary>
    public static Scene Of(string fileName, string title, Mosaic mosaic)
    {
        SensorArea area = mosaic.Layout.ActiveArea;
        (double Detail, Site Middle)[] blocks =
        [
            .. from top in Steps(area.Top, area.Bottom) from left in Steps(area.Left, area.Right)
               orderby DetailAt(mosaic, top, left)
               select (DetailAt(mosaic, top, left), new Site(top + (BlockSites / 2), left + (BlockSites / 2))),
        ];
        return new Scene(fileName, title, mosaic, [.. s_ranks.Select(one => (one.What, blocks[(int)(one.Rank * (blocks.Length - 1))].Middle))]);
    }

    private static IEnumerable<int> Steps(int first, int end)
    {
        for (int at = first; at + BlockSites <= end; at += BlockSites)
        {
            yield return at;
        }
    }

    private static double DetailAt(Mosaic mosaic, int top, int left)
    {
        (double difference, double light) = (0, 1);
        for (int row = top; row < top + BlockSites; row++)
        {
            for (int column = left; column + 2 < left + BlockSites; column++)
            {
                difference += Math.Abs(mosaic[row, column] - mosaic[row, column + 2]);
                light += Math.Max(0, mosaic[row, column] - mosaic.Layout.BlackAt(row, column));
            }
        }

        return difference / light;
    }
}
