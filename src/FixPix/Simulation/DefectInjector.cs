using System.Collections.Immutable;
using System.Globalization;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>
/// Puts known defects into a mosaic: deviating sites as in the FixPix paper (relative to the raw value, to either side),
/// and dead, hot and stuck ones, pairs, blocks, rows and columns beside them.
/// </summary>
public static class DefectInjector
{
    // Which of a frame's random sequences is for what: where a site lies must not depend on what the picture shows.
    private enum Purpose
    {
        Places = 0,
        Faults = 1,
        Values = 2,
        Count = 3,
    }

    /// <summary>Spoils a mosaic in place. Sites that are not in the returned map keep their values.</summary>
    /// <param name="mosaic">The mosaic, which is changed: keep a <see cref="Mosaic.Clone"/> to score against.</param>
    /// <param name="settings">Which defects.</param>
    /// <param name="frame">Which picture of a series, 0 or more: a fixed pattern is the same in all of them, other defects are drawn afresh.</param>
    /// <returns>The truth.</returns>
    /// <exception cref="FixPixException">The settings are out of range, or the active area has no room for all the defects.</exception>
    public static InjectionResult Inject(Mosaic mosaic, InjectionSettings settings, int frame = 0)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        settings.Check();
        long series = settings.FixedPattern ? 0 : 1L + frame;
        SeededRandom Source(Purpose purpose) => new(settings.Seed, (series * (long)Purpose.Count) + (long)purpose);

        FaultSource faults = new(settings, mosaic);
        DefectPlacement placed = DefectPlacement.Make(settings, mosaic.Layout, faults, Source(Purpose.Faults));
        int unchanged = ApplyFaults(mosaic, placed.Faults);
        DefectMask bad = placed.Taken;
        unchanged += Deviate(mosaic, settings, faults, bad, Source(Purpose.Places), Source(Purpose.Values));
        return new InjectionResult(Truth(mosaic, settings, frame, bad, placed), unchanged);
    }

    private static int ApplyFaults(Mosaic mosaic, Dictionary<int, Fault> faults)
    {
        int unchanged = 0;
        foreach ((int site, Fault fault) in faults)
        {
            ref ushort sample = ref mosaic.Samples[site];
            ushort read = fault.Read(sample, mosaic.Layout.BlackAt(site / mosaic.Width, site % mosaic.Width), mosaic.Layout.WhiteDn);
            unchanged += read == sample ? 1 : 0;
            sample = read;
        }

        return unchanged;
    }

    // Selection sampling (Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S): every site is asked once, in order,
    // and chosen with the odds of those still wanted among those still to come. Exact at any rate, and needs no memory.
    private static int Deviate(
        Mosaic mosaic, InjectionSettings settings, FaultSource faults, DefectMask bad, SeededRandom places, SeededRandom values)
    {
        SensorArea area = mosaic.Layout.ActiveArea;
        int sites = area.Height * area.Width;
        int free = sites - bad.Count();
        int wanted = (int)Math.Floor((settings.Rate * sites) + 1e-7);
        if (wanted > free)
        {
            throw new FixPixException($"rate {settings.Rate}: {wanted} sites wanted, {free} of {sites} are free of other defects");
        }

        int unchanged = 0;
        for (int row = area.Top; row < area.Bottom && wanted > 0; row++)
        {
            Span<ushort> samples = mosaic.Row(row);
            for (int column = area.Left; column < area.Right && wanted > 0; column++)
            {
                if (bad[row, column] || places.NextInt(free--) >= wanted)
                {
                    continue;
                }

                wanted--;
                bad[row, column] = true;
                ushort value = samples[column];
                samples[column] = settings.FixedPattern
                    ? new Fault(DefectKind.Deviating, faults.DrawFactor(values)).Read(value, 0, mosaic.Layout.WhiteDn)
                    : faults.DrawValue(value, values);
                unchanged += samples[column] == value ? 1 : 0;
            }
        }

        return unchanged;
    }

    private static DefectMap Truth(Mosaic mosaic, InjectionSettings settings, int frame, DefectMask bad, DefectPlacement placed)
    {
        IEnumerable<Defect> defects = bad.Sites().Select(site => new Defect(
            site, placed.Faults.TryGetValue((site.Row * mosaic.Width) + site.Column, out Fault fault) ? fault.Kind : DefectKind.Deviating, 1f));
        return new DefectMap(SensorIdentity.Of(mosaic), defects)
        {
            Groups = [.. placed.Groups],
            Provenance = new MapProvenance { Tool = "FixPix", Detector = "injected", Settings = Describe(settings, frame) },
        };
    }

    private static ImmutableSortedDictionary<string, string> Describe(InjectionSettings settings, int frame)
    {
        ImmutableSortedDictionary<string, string>.Builder text = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        text["rate"] = settings.Rate.ToString(CultureInfo.InvariantCulture);
        text["delta"] = settings.Delta.ToString(CultureInfo.InvariantCulture);
        text["seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture);
        text["frame"] = frame.ToString(CultureInfo.InvariantCulture);
        text["fixedPattern"] = settings.FixedPattern ? "true" : "false";
        ReadOnlySpan<(string Name, int Count)> counts =
        [
            ("dead", settings.Dead), ("hot", settings.Hot), ("stuck", settings.Stuck),
            ("sameColorPairs", settings.SameColorPairs), ("adjacentPairs", settings.AdjacentPairs),
            ("blocks2x2", settings.Blocks2x2), ("blocks3x3", settings.Blocks3x3), ("blocks5x5", settings.Blocks5x5), ("clusters", settings.Clusters),
            ("rows", settings.Rows), ("columns", settings.Columns), ("partialColumns", settings.PartialColumns),
        ];
        foreach ((string name, int count) in counts)
        {
            if (count > 0)
            {
                text[name] = count.ToString(CultureInfo.InvariantCulture);
                text["groupKind"] = settings.GroupKind.ToString();
            }
        }

        AddIfKnown(text, "stuckValueDn", settings.StuckValueDn);
        AddIfKnown(text, "hotReferenceSeconds", settings.HotReferenceSeconds);
        return text.ToImmutable();
    }

    private static void AddIfKnown(ImmutableSortedDictionary<string, string>.Builder text, string name, IFormattable? value)
    {
        if (value is not null)
        {
            text[name] = value.ToString(null, CultureInfo.InvariantCulture);
        }
    }
}
