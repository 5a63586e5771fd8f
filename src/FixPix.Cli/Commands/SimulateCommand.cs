using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix simulate</c>: what a camera's sensor would have read where a photograph was taken.</summary>
internal static class SimulateCommand
{
    private const string Random = "random";

    private static readonly Option<string> s_camera = new("--camera")
    {
        Description = $"Whose sensor; 'list' shows all, '{Random}' draws one by the seed, as training does.",
        DefaultValueFactory = _ => "dslr-14",
        HelpName = "name",
    };

    private static readonly Option<double?> s_iso = new("--iso") { Description = "ISO speed; by default the camera's lowest.", HelpName = "ISO" };
    private static readonly Option<double?> s_exposure = new("--exposure") { Description = "Stops of light more (or, below 0, less) than the photograph's.", HelpName = "EV" };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Same seed, same noise.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_cfa = new Option<string?>("--cfa") { Description = "Other colour filters than the camera's.", HelpName = "pattern" }
        .AcceptOnlyFromAmong([.. CfaPattern.Named.Select(pattern => pattern.Name), .. CfaPattern.Named.Select(pattern => pattern.Name.ToLowerInvariant())]);

    public static Command Create()
    {
        Command command = new("simulate", "Turn photographs (PNG, 8 or 16 bits) into mosaics, as a camera's sensor would have read them.");
        Argument<string[]> files = Inputs.Argument("The photographs.");
        files.Arity = ArgumentArity.ZeroOrMore;
        OutputNames names = new("_raw", "The mosaic; its ending chooses the format (.dng, .tif, .fits, .png, .pgm, .npy)");
        command.Add(files);
        foreach (Option option in new Option[] { s_camera, s_iso, s_exposure, s_seed, s_cfa })
        {
            command.Add(option);
        }

        names.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix simulate photograph.png -o mosaic.dng --camera dslr-14 --iso 800 --seed 1",
            "fixpix simulate photos/*.png -o mosaics/ --camera random --seed 7",
            "fixpix simulate --camera list");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            if (parsed.GetValue(s_camera) == "list")
            {
                List(session);
                return ExitCode.Done;
            }

            SimulatedCamera? named = parsed.GetValue(s_camera) is string name && name != Random ? SimulatedCameras.Find(name) : null;
            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!, path => Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase));
            Outputs outputs = names.For(parsed, inputs);
            int frame = 0;
            return Batch.Run(session, "Simulating", inputs, (path, work) => One(session, parsed, named, outputs, path, parsed.GetValue(s_seed) + frame++, work));
        }));
        return command;
    }

    private static void One(Session session, ParseResult parsed, SimulatedCamera? named, Outputs outputs, string path, long seed, WorkSettings work)
    {
        RgbPhotograph photograph = RgbPhotograph.Open(path);
        SimulatedCamera camera = WithOptions(parsed, named ?? Drawn(parsed.GetValue(s_seed), photograph));
        string output = outputs.Claim(path, ".dng");
        Mosaic mosaic = MosaicSimulator.Simulate(photograph, camera, seed, work);
        if (!outputs.DryRun)
        {
            RawFile.Write(mosaic, output, new RawWriteSettings { Work = session.Work, Overwrite = outputs.Overwrite });
        }

        string what = FormattableString.Invariant($"{mosaic.Width} × {mosaic.Height} {camera.Cfa}, {camera.Name}, ISO {camera.Sensor.Iso:0}, {camera.Sensor.WhiteElectrons:0} electrons at white");
        session.Result($"{path} → {output}: {what}{(outputs.DryRun ? " (dry run: not written)" : "")}", new JsonObject
        {
            ["file"] = path,
            ["output"] = output,
            ["camera"] = camera.Name,
            ["iso"] = camera.Sensor.Iso,
            ["seed"] = seed,
            ["cfa"] = camera.Cfa.Name,
            ["width"] = mosaic.Width,
            ["height"] = mosaic.Height,
        });
    }

    // One camera for all photographs; the small ones are not shrunk to nothing.
    private static SimulatedCamera Drawn(long seed, RgbPhotograph photograph) =>
        SensorRange.Draw(new SeededRandom(seed), Math.Clamp(Math.Min(photograph.Width, photograph.Height) / 64.0, 1, 4)) with { Name = Random };

    private static SimulatedCamera WithOptions(ParseResult parsed, SimulatedCamera camera)
    {
        if (parsed.GetValue(s_iso) is double iso)
        {
            camera = camera with { Sensor = camera.Sensor with { Iso = iso } };
        }

        if (parsed.GetValue(s_exposure) is double stops)
        {
            camera = camera with { Exposure = camera.Exposure * Math.Pow(2, stops) };
        }

        if (parsed.GetValue(s_cfa) is string text && CfaPattern.TryParse(text, out CfaPattern? cfa))
        {
            camera = camera with { Cfa = cfa, Sensor = camera.Sensor with { BlackDn = [camera.Sensor.BlackDn[0]] } };
        }

        return camera;
    }

    private static void List(Session session)
    {
        foreach ((SimulatedCamera camera, string summary) in SimulatedCameras.All)
        {
            session.Result(
                FormattableString.Invariant($"{camera.Name,-12} {camera.Cfa.Name,-5} ISO {camera.Sensor.BaseIso:0}+  {summary}"),
                new JsonObject { ["camera"] = camera.Name, ["cfa"] = camera.Cfa.Name, ["baseIso"] = camera.Sensor.BaseIso, ["summary"] = summary });
        }

        session.Result($"{Random,-12}                 drawn by the seed from the range that networks are trained on", new JsonObject { ["camera"] = Random });
    }
}
