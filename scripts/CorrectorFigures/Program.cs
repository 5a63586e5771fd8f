using System.Security.Cryptography;
using FixPix.CorrectorFigures;
using FixPix.DetectorFigures;
using FixPix.Experiments.Strips;
using FixPix.Models;
using FixPix.Preview;
using static FixPix.DetectorFigures.Page;

// usage: CorrectorFigures DATA RUNS FOLDER LEARNED NETWORKS CLASSICAL
(string data, string folder) = (args[0], args[2]);
Methods methods = new(args[3], args[4].Split(','), args[5].Split(','));
Runs runs = new(args[1], methods.Learned);
Page page = new(Head(runs, methods));
GoalTables goals = new(runs, methods, page);
RateTables rates = new(runs, methods, page);
goals.Overview();
goals.AgainstClassical("Single bad sites", "The patch MLP's part. True map; dB of mean PSNR above the best classical corrector.", Goal.Single);
goals.AgainstClassical("Dense bad sites", "The reconstructor's part. True map; NMSE as a share of the best classical corrector's.", Goal.Dense);
goals.WholeChain();
goals.AgainstClassical("Clusters, rows, columns", "Stuck, and no single bad site beside them. True map; dB of mean PSNR above the best classical corrector.", Goal.Shapes);
goals.Altered();
rates.All();
rates.Cameras();
Pictures(Path.GetFullPath(folder));
rates.Sensors();
rates.Time();
string path = Path.Combine(folder, "correctors.md");
File.WriteAllText(path, page.ToString());
Console.WriteLine($"{path}: {Directory.EnumerateFiles(args[1], "*.json").Count()} runs");

void Pictures(string to)
{
    page.Section("To look at", $"Each mosaic is spoiled at five rates with a fixed seed and mended by the true map: above as it is read, in the middle the best of the classical correctors there, below `{methods.Learned}`; on the right the truth. "
        + "The seed is the first that puts a bad site near the middle; at the lowest rate a frame shows it. Green: better than the best classical one.");
    StripPicture strips = new(methods.Learned, methods.Classical, [0.0001, 0.01, 0.2, 0.7, 0.85]);
    foreach (Scene scene in Scenes.All(data))
    {
        RgbPicture picture = strips.Draw(scene);
        picture.WritePng(Path.Combine(to, scene.FileName), overwrite: true);
        page.Line($"![{scene.Title}]({scene.FileName})");
    }
}

static string Head(Runs runs, Methods methods)
{
    var report = runs.Report($"simulated-{Goal.Rates}");
    var chain = runs.Report($"simulated-{Goal.Chain}");
    string Summary(string name) => (string)report["correctors"]!.AsArray().First(corrector => (string)corrector!["name"]! == name)!["summary"]!;
    return "# The correctors: figures to reach, and reached\n\n"
        + "Made by `scripts/corrector-figures.sh` from runs of `fixpix evaluate`; nothing here is written by hand.\n\n"
        + Inv($"FixPix {report["version"]}, {report["machine"]}.\n\n")
        + string.Concat(methods.LearnedOnes.Reverse().Distinct().Select(name => $"- `{name}`: {Summary(name)}\n"))
        + string.Concat(chain["detectors"]!.AsArray().Select(detector => $"- whole chain: the detector `{detector!["name"]}`, {detector["summary"]}\n"))
        + string.Concat(ShippedModels.Names.Select(name => $"- shipped weights `{name}`: SHA-256 {Hash(name)}\n"))
        + $"- classical correctors: {string.Join(", ", methods.Classical.Select(name => $"`{name}`"))}\n\n"
        + "*Simulated*: photographs that were in no training set, each seen by cameras drawn from the range. *Real*: mosaics of sensors that were in no training set. "
        + "δ = 0.7. Known defects are put in and mended by the *true map*, or by the map that a detector found (*whole chain*). NMSE is Σ (mended − true)² / Σ true², PSNR 10 log10 (white² / mean squared error), "
        + "both over the bad pixels of a frame; what stands here are means over frames of each frame's own. A frame without an error counts as 100 dB.\n";
}

static string Hash(string model)
{
    using Stream weights = typeof(ShippedModels).Assembly.GetManifestResourceStream($"{typeof(ShippedModels).Namespace}.{model}.safetensors")!;
    return Convert.ToHexStringLower(SHA256.HashData(weights));
}
