using FixPix.ClassicalStudy;
using FixPix.Experiments.Strips;
using FixPix.Mosaics;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.CorrectorFigures;

/// <summary>The three scenes of the page.</summary>
internal static class Scenes
{
    private const long Seed = 1;

    /// <summary>Reads or simulates them, one by one.</summary>
    /// <param name="data">The folder with MANIFEST.tsv.</param>
    public static IEnumerable<Scene> All(string data)
    {
        const string Camera = "dslr-14";
        string photograph = Path.Combine(data, "photos", "test", "clic-0c49a5cce349.png");
        yield return new Scene("correctors-simulated.png", $"A photograph before the simulated camera {Camera}", SimulatedFrames.Of([photograph], [SimulatedCameras.Find(Camera)], 1, Seed)[0].Load(WorkSettings.Default)[0],
            [("text", new Site(669, 1117)), ("small writing", new Site(677, 538)), ("edge", new Site(397, 1303))]);
        yield return new Scene("correctors-gopro.png", "GoPro HERO6 Black", Read(data, "real/gopro/"),
            [("foliage", new Site(1668, 1157)), ("edge", new Site(888, 2860)), ("pebbles", new Site(2192, 1116))]);
        yield return new Scene("correctors-sky.png", "Night sky, ZWO Seestar S50, one frame of 10 s", Read(data, "real/seestar/"),
            [("star", new Site(1475, 491)), ("two stars", new Site(1222, 386)), ("the galaxy M 94", new Site(956, 604))])
        {
            IsSky = true,
        };
    }

    private static Mosaic Read(string data, string folder) => Manifest.Read(data).Folder(folder)[0].Open().Mosaic;
}
