using FixPix.ClassicalStudy;
using FixPix.Detection;
using FixPix.DetectorFigures;
using FixPix.Neural.Weights;

// usage: DetectorFigures DATA MODEL RUNS FOLDER
(string data, string model, string folder) = (args[0], args[1], args[3]);
Manifest manifest = Manifest.Read(data);
UNetDetector network;
using (WeightFile weights = WeightFile.Open(model))
{
    network = new UNetDetector(weights);
}

Runs runs = new(args[2], Path.GetFileName(model));
Page page = new(GoalTables.Head(runs, (string)runs.Report("real-clean")["detectors"]!.AsArray().Single(detector => (string)detector!["name"]! == runs.Network)!["summary"]!));
GoalTables goals = new(runs, page);
Findings findings = new(runs, page, folder);
Comparisons comparisons = new(runs, page);
CleanSheets sheets = new(manifest);
goals.Overview();
goals.Sensors();
comparisons.Cameras();
comparisons.Classical();
comparisons.Frames();
findings.Shapes();
findings.Clean(sheets);
findings.Hot(manifest, [new DetectorInfo(runs.Network, "", 1, () => network), Detectors.Find(LocalContrastDetector.Name), Detectors.Find(SequenceDetector.Name)]);
findings.Sky(sheets);
findings.Calibration();
findings.Time();
string path = Path.Combine(folder, "detector.md");
File.WriteAllText(path, page.ToString());
Console.WriteLine($"{path}: {Directory.EnumerateFiles(args[2], "*.json").Count()} runs");
