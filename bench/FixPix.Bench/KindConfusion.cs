using System.Globalization;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Bench;

/// <summary>
/// <c>FixPix.Bench kinds</c>: what kinds are told of injected defects whose places are known, as Markdown tables: of an album of
/// different photographs, and of one scene that hardly moves, by 1, 2, 4 and 9 frames. Only defects that the first frame shows count.
/// </summary>
internal static class KindConfusion
{
    private const int OfEachKind = 2000;

    private static readonly int[] s_counts = [1, 2, 4, 9];
    private static readonly SensorModel s_sensor = new() { Width = 1600, Height = 1200 };

    public static void Run()
    {
        foreach (bool isAlbum in new[] { true, false })
        {
            Print(isAlbum);
        }
    }

    private static void Print(bool isAlbum)
    {
        DefectKind[] kinds = [DefectKind.Dead, DefectKind.Hot, DefectKind.Stuck, DefectKind.Deviating];
        Console.WriteLine($"\n| {(isAlbum ? "different photographs" : "one scene")}: injected | frames | dead | hot | stuck | deviating |\n|---|---|---|---|---|---|");
        (Mosaic[] frames, DefectMap truth) = Photographs(isAlbum, s_counts[^1]);
        Finding[] findings = [.. truth.SiteIndices.ToArray().Select(site => new Finding(site, 1))];
        Dictionary<int, Defect[]> told = s_counts.ToDictionary(count => count, count => Told(frames[..count], truth, findings));
        foreach (DefectKind kind in kinds)
        {
            foreach ((int count, Defect[] named) in told)
            {
                DefectKind[] own = [.. named.Where((_, place) => truth.Kinds[place] == kind).Select(defect => defect.Kind)];
                IEnumerable<string> shares = kinds.Select(other => (own.Count(it => it == other) / (double)own.Length).ToString("0.000", CultureInfo.InvariantCulture));
                Console.WriteLine($"| {kind.ToString().ToLowerInvariant()} | {count} | {string.Join(" | ", shares)} |");
            }
        }
    }

    private static Defect[] Told(Mosaic[] frames, DefectMap truth, Finding[] findings)
    {
        KindJudge judge = new(frames[0], WorkSettings.Default);
        foreach (Mosaic frame in frames.Length > 1 ? frames : [])
        {
            judge.Observe(frame, truth.ToMask());
        }

        return [.. judge.Name(findings).Defects()];
    }

    private static (Mosaic[] Frames, DefectMap Visible) Photographs(bool isAlbum, int count)
    {
        InjectionSettings settings = new()
        {
            Rate = OfEachKind / ((double)s_sensor.Width * s_sensor.Height),
            Dead = OfEachKind,
            Hot = OfEachKind,
            Stuck = OfEachKind,
            FixedPattern = true,
            Seed = 5,
        };
        Mosaic[] clean = [.. Enumerable.Range(0, count).Select(frame => SyntheticScene.Photograph(s_sensor, isAlbum ? 20 + frame : 20, isAlbum ? 0 : frame))];
        Mosaic[] frames = [.. clean.Select(frame => frame.Clone())];
        DefectMap[] truths = [.. frames.Select((frame, index) => DefectInjector.Inject(frame, settings, index).Truth)];
        return (frames, VisibleDefects.Of(clean[0], frames[0], truths[0]));
    }
}
