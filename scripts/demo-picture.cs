#:project ../src/FixPix/FixPix.csproj
#:property PublishAot=false

// Draws docs/images/demo.png, the README's picture: what `fixpix demo` shows, small enough for a page.
// usage: dotnet run scripts/demo-picture.cs -- docs/images/demo.png [detector]
using FixPix;
using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Preview;
using FixPix.Simulation;

Mosaic spoiled = SyntheticScene.Photograph(SensorModel.Default, seed: 1);
DefectInjector.Inject(spoiled, new InjectionSettings
{
    Rate = 0.00003,
    Dead = 40,
    Hot = 60,
    Stuck = 20,
    SameColorPairs = 10,
    AdjacentPairs = 10,
    Blocks2x2 = 10,
    Columns = 1,
    PartialColumns = 1,
    Seed = 1,
});
DetectorInfo detector = args.Length > 1 ? Detectors.Find(args[1]) : Detectors.All[0];
DefectMap map = detector.Create().Detect([spoiled], WorkSettings.Default);
Mosaic mended = spoiled.Clone();
Correctors.Find(Correctors.Classical).Create().Plan(map, mended.Layout).Apply(mended.Samples, WorkSettings.Default);
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[0]))!);
DefectPreview.Render(spoiled, mended, map, new PreviewSettings { Title = "fixpix demo", MaxOverviewSide = 1000 }).WritePng(args[0], overwrite: true);
Console.WriteLine($"{args[0]}: {map.Count} defects");
