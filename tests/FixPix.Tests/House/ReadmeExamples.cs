using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;
using FixPix.Simulation;

namespace FixPix.Tests.House;

/// <summary>The README's examples, run in a folder where the files that they name exist.</summary>
[Collection(CurrentFolder.Name)]
public sealed class ReadmeExamples : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _folder = Directory.CreateTempSubdirectory("fixpix-test-").FullName;

    public ReadmeExamples() => Directory.SetCurrentDirectory(_folder);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void File_is_repaired()
    {
        Mosaic photo = SyntheticScene.Photograph(SensorModel.Default with { Width = 960, Height = 720 }, seed: 5);
        DefectMap truth = DefectInjector.Inject(photo, new InjectionSettings { Dead = 20, Hot = 20, Seed = 5 }).Truth;
        RawFile.Write(photo, "IMG_0001.dng");
        RunFile();
        DefectMap found = DefectMapFile.Read("IMG_0001.json");
        Assert.InRange(found.Intersect(truth).Count, 30, 40);
        Mosaic mended = RawFile.Open("IMG_0001_fixed.dng").Mosaic;
        Assert.All(truth.Subtract(found).Defects(), missed => Assert.Equal(photo[missed.Site.Row, missed.Site.Column], mended[missed.Site.Row, missed.Site.Column]));
        Assert.All(found.Intersect(truth).Defects(), hit => Assert.NotEqual(photo[hit.Site.Row, hit.Site.Column], mended[hit.Site.Row, hit.Site.Column]));
    }

    [Fact]
    public void Frames_are_mended_by_one_plan()
    {
        DefectMapFile.Write(new DefectMap(new SensorIdentity(1920, 1080), [new Defect(5, 7)]), "camera.json");
        RunFrames();
    }

    private static void RunFile()
    {
        // README begins
        RawFile file = RawFile.Open("IMG_0001.dng");
        DefectMap map = DefectRepair.Default.Repair(file.Mosaic);
        file.Save("IMG_0001_fixed.dng", new RawWriteSettings { Mended = map });
        DefectMapFile.Write(map, "IMG_0001.json");
        Console.WriteLine($"{map.Count} bad pixels mended");
        // README ends
    }

    private static void RunFrames()
    {
        // README begins
        MosaicLayout layout = new(width: 1920, height: 1080, CfaPattern.Rggb, blackDn: 64, whiteDn: 1023);
        DefectMap map = DefectMapFile.Read("camera.json");
        CorrectionPlan plan = Correctors.Find("classical").Create().Plan(map, layout);
        ushort[] frame = new ushort[layout.SampleCount];
        for (int count = 0; count < 100; count++)
        {
            // … the camera fills the frame …
            plan.Apply(frame, WorkSettings.Default);
        }

        // README ends
    }
}
