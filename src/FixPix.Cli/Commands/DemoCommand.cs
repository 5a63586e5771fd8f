using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;
using FixPix.Simulation;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix demo</c>: the whole chain on a scene made by arithmetic, so that nothing is needed and nothing downloaded.</summary>
internal static class DemoCommand
{
    private static readonly RawWriteSettings s_replace = new() { Overwrite = true };

    public static Command Create()
    {
        Command command = new("demo", "Photograph a made-up scene with a bad sensor, find and mend its bad pixels, measure, and draw a picture.");
        Option<string> folder = new("--output", "-o")
        {
            Description = "The folder for the demo's files; those of an earlier demo there are replaced.",
            DefaultValueFactory = _ => "fixpix-demo",
            HelpName = "folder",
        };
        Option<long> seed = new("--seed") { Description = "Another scene, another sensor.", DefaultValueFactory = _ => 1 };
        MethodOptions methods = new();
        command.Add(folder);
        command.Add(seed);
        methods.AddDetectorTo(command);
        methods.AddCorrectorTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix demo", "fixpix demo -o somewhere --seed 7 --detector median-ratio");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            if (!methods.Listed(parsed, session))
            {
                Run(session, parsed.GetValue(folder)!, parsed.GetValue(seed), methods.Detector(parsed), methods.Corrector(parsed));
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static void Run(Session session, string folder, long seed, DetectorInfo detector, CorrectorInfo corrector)
    {
        Directory.CreateDirectory(folder);
        string In(string name) => Path.Combine(folder, name);
        void Say(string step, string text, string? file = null) =>
            session.Result($"{step,-11} {text}", new JsonObject { ["step"] = step, ["text"] = text, ["file"] = file });

        Mosaic clean = Progress.Step(session, "Photographing a scene", work => SyntheticScene.Photograph(SensorModel.Default, seed, work: work));
        Mosaic spoiled = clean.Clone();
        DefectMap truth = DefectInjector.Inject(spoiled, Defects(seed)).Truth;
        RawFile.Write(spoiled, In("spoiled.dng"), s_replace);
        DefectMapFile.Write(truth, In("spoiled.truth.json"), new DefectMapWriteSettings { Overwrite = true });
        Say("scene", $"{clean.Width} × {clean.Height} {clean.Layout.Cfa}, {MapFiles.Describe(truth)} → {In("spoiled.dng")}", In("spoiled.dng"));

        DefectMap found = Progress.Step(session, "Finding bad pixels", work => detector.Create().Detect([spoiled], work));
        found = MapFiles.WithProvenance(found, detector.Name, [In("spoiled.dng")]);
        DefectMapFile.Write(found, In("map.json"), new DefectMapWriteSettings { Overwrite = true });
        Say("found", $"{MapFiles.Describe(found)} → {In("map.json")}", In("map.json"));

        RawFile file = RawFile.Open(In("spoiled.dng"));
        Progress.Step(session, "Mending", work =>
        {
            corrector.Create().Plan(found, file.Mosaic.Layout).Apply(file.Mosaic.Samples, work);
            return found;
        });
        file.Save(In("fixed.dng"), s_replace with { Mended = found });
        Say("mended", $"every other pixel as it was → {In("fixed.dng")}", In("fixed.dng"));

        PreviewCommand.Draw(spoiled, file.Mosaic, found, "fixpix demo", In("preview.png"), overwrite: true, session.Work);
        Say("picture", In("preview.png"), In("preview.png"));
        ScoreCommand.Print(session, DetectionScore.Of(truth, found, VisibleDefects.Of(clean, spoiled, truth)));
        ScoreCommand.Print(session, CorrectionScore.Of(clean, file.Mosaic, truth, session.Work));
    }

    private static InjectionSettings Defects(long seed) => new()
    {
        Rate = 0.0001,
        Seed = seed,
        Dead = 150,
        Hot = 150,
        Stuck = 50,
        SameColorPairs = 40,
        AdjacentPairs = 40,
        Blocks2x2 = 20,
        Blocks5x5 = 4,
        Columns = 1,
        PartialColumns = 2,
        Rows = 1,
    };
}
