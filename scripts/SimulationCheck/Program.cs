using FixPix.SimulationCheck;
using FixPix.Training.Simulation;

// usage: SimulationCheck DATA REPORT.md PICTURE.png
(string data, string report, string picture) = (args[0], args[1], args[2]);
Comparison comparison = Comparison.Make(data);
RgbPhotograph large = RgbPhotograph.Open(Path.Combine(data, "photos", "train", "clic-22ea12c903e4.png"));
List<(int, double, double)> speeds = [];
foreach (int side in (ReadOnlySpan<int>)[128, 256, 512])
{
    (double speed, double bytes) = Speed.Measure(large, side, seconds: 3);
    speeds.Add((side, speed, bytes));
}

File.WriteAllText(report, Report.Text(comparison, speeds));
Picture.Draw(comparison).WritePng(picture, overwrite: true);
Console.WriteLine($"{report}, {picture}: {comparison.Simulated.Count} simulated mosaics, {comparison.Real.Count} real sensors");
