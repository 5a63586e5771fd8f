using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Correction;

/// <summary>The frames and maps of the contract that every corrector keeps.</summary>
internal static class CorrectionCases
{
    public const int Width = 29;
    public const int Height = 23;
    public const int White = 4095;

    public static CfaPattern XTrans { get; } = new(6, 6, [.. "GBGGRGRGRBGBGBGGRGGRGGBGBGBRGRGRGGBG".Select(letter => (CfaColor)"RGB".IndexOf(letter))]);

    public static CfaPattern QuadBayer { get; } = new(4, 4, [.. "RRGGRRGGGGBBGGBB".Select(letter => (CfaColor)"RGB".IndexOf(letter))]);

    public static IEnumerable<CfaPattern> PatternsOf(string corrector) => corrector is "network" or "patch-mlp" or "reconstructor" ? CfaPattern.Named : [.. CfaPattern.Named, XTrans, QuadBayer];

    /// <summary>Networks whose weights were written by hand: one adds nothing to its estimate, one is the mean of all 24 neighbours.</summary>
    private static readonly Dictionary<string, Func<ICorrector>> s_networks = new()
    {
        ["network"] = static () => new PatchMlpCorrector(HandMade.NoResidual(5)),
        ["network-blind"] = static () => new PatchMlpCorrector(HandMade.MeanOfPatch(5)),
    };

    public static IEnumerable<string> Names => [.. Correctors.All.Select(corrector => corrector.Name), .. s_networks.Keys];

    public static bool IsTrained(string corrector) => Correctors.All.Any(info => info.Name == corrector && info.IsTrained);

    public static bool IsBlind(string corrector) => corrector.EndsWith("-blind", StringComparison.Ordinal);

    public static MosaicLayout Layout(CfaPattern cfa, int width = Width, int height = Height) => new(width, height, cfa, 64, White);

    /// <summary>Shapes of defects in the middle, along each border and in each corner.</summary>
    public static IEnumerable<(string Name, DefectMap Map)> Maps(MosaicLayout layout)
    {
        (string Name, int Rows, int Columns)[] shapes =
            [("single", 1, 1), ("pair", 1, 2), ("pair below", 2, 1), ("2×2", 2, 2), ("5×5", 5, 5), ("row", 1, layout.Width), ("column", layout.Height, 1)];
        foreach ((string name, int rows, int columns) in shapes)
        {
            int[] tops = [0, 1, (layout.Height - rows) / 2, layout.Height - rows - 1, layout.Height - rows];
            int[] lefts = [0, 1, (layout.Width - columns) / 2, layout.Width - columns - 1, layout.Width - columns];
            foreach (int top in tops.Where(top => top >= 0).Distinct())
            {
                foreach (int left in lefts.Where(left => left >= 0).Distinct())
                {
                    yield return ($"{name} at {top},{left}", Block(layout, top, left, rows, columns));
                }
            }
        }
    }

    public static DefectMap Block(MosaicLayout layout, int top, int left, int rows, int columns) => Map(layout,
        from row in Enumerable.Range(top, Math.Min(rows, layout.Height - top))
        from column in Enumerable.Range(left, Math.Min(columns, layout.Width - left))
        select new Site(row, column));

    public static DefectMap Random(MosaicLayout layout, double rate, long seed)
    {
        SeededRandom random = new(seed);
        return Map(layout, from index in Enumerable.Range(0, layout.SampleCount)
                           where random.NextDouble() < rate
                           select new Site(index / layout.Width, index % layout.Width));
    }

    public static DefectMap Map(MosaicLayout layout, IEnumerable<Site> sites) => new(
        new SensorIdentity(layout.Width, layout.Height), sites.Select(site => new Defect(site, DefectKind.Deviating, 1)));

    public static ushort[] Frame(MosaicLayout layout, Func<int, int, double> value)
    {
        ushort[] samples = new ushort[layout.SampleCount];
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] = (ushort)Math.Round(value(index / layout.Width, index % layout.Width));
        }

        return samples;
    }

    public static ushort[] Noise(MosaicLayout layout, long seed)
    {
        SeededRandom random = new(seed);
        return Frame(layout, (_, _) => random.NextInt(White + 1));
    }

    public static ushort[] Photograph(MosaicLayout layout, long seed) =>
        SyntheticScene.Photograph(new SensorModel { Width = layout.Width, Height = layout.Height, Cfa = layout.Cfa, BlackDn = 64, WhiteDn = White }, seed).Samples;

    /// <summary>A copy with every mapped site spoiled.</summary>
    public static ushort[] Spoil(ushort[] samples, DefectMap map, Func<int, int> value)
    {
        ushort[] spoiled = (ushort[])samples.Clone();
        foreach (int site in map.SiteIndices)
        {
            spoiled[site] = (ushort)value(site);
        }

        return spoiled;
    }

    public static ICorrector Create(string corrector) => s_networks.TryGetValue(corrector, out Func<ICorrector>? network) ? network() : Correctors.Find(corrector).Create();

    public static ushort[] Mend(string corrector, DefectMap map, MosaicLayout layout, ushort[] samples, int threads = 1)
    {
        ushort[] mended = (ushort[])samples.Clone();
        Create(corrector).Plan(map, layout).Apply(mended, new WorkSettings { Threads = threads });
        return mended;
    }
}
