using System.CommandLine;
using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix correct</c>: raw files and their sensor's map in, mended raw files out.</summary>
internal static class CorrectCommand
{
    public static Command Create()
    {
        Command command = new("correct", "Mend the bad pixels that a map lists.");
        Argument<string[]> files = Inputs.Argument("The raw files, all of the map's sensor.");
        files.Arity = ArgumentArity.ZeroOrMore;
        Option<string[]> maps = MapFiles.Option("The map; several are joined. Without one, the bad pixels that a DNG itself lists.");
        ReadOptions read = new();
        MethodOptions methods = new();
        MendedFiles mended = new();
        command.Add(files);
        command.Add(maps);
        methods.AddCorrectorTo(command);
        mended.AddTo(command);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix correct IMG_0001.dng --map camera.json -o IMG_0001_fixed.dng",
            "fixpix correct shots/*.dng -m camera.badpixels -o fixed/ --compress");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            if (methods.Listed(parsed, session))
            {
                return ExitCode.Done;
            }

            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!);
            Outputs outputs = mended.Names.For(parsed, [.. inputs, .. parsed.GetValue(maps)!], inputs.Count);
            ICorrector corrector = methods.Corrector(parsed).Create();
            PlanCache plans = new(session, corrector, parsed.GetValue(maps)!);
            return Batch.Run(session, "Correcting", inputs, (path, work) =>
            {
                RawFile file = MapFiles.Open(session, path, read.From(parsed, session));
                (DefectMap map, CorrectionPlan plan) = plans.For(file);
                plan.Apply(file.Mosaic.Samples, work);
                mended.Save(parsed, session, outputs, file, map);
            });
        }));
        return command;
    }

    /// <summary>One plan serves all files of the sensor; a file with a list of its own, or of another size, gets its own.</summary>
    private sealed class PlanCache(Session session, ICorrector corrector, string[] maps)
    {
        private DefectMap? _map;
        private CorrectionPlan? _plan;

        public (DefectMap Map, CorrectionPlan Plan) For(RawFile file)
        {
            MosaicLayout layout = file.Mosaic.Layout;
            if (maps.Length == 0)
            {
                DefectMap own = file.EmbeddedDefects
                    ?? throw new FixPixException($"{file.FilePath}: lists no bad pixels itself, and no --map is given");
                return (own, corrector.Plan(own, layout));
            }

            if (_plan is null || !Same(_plan.Layout, layout))
            {
                _map = MapFiles.ReadAll(session, maps, SensorIdentity.Of(file.Mosaic));
                _plan = corrector.Plan(_map, layout);
            }

            return (_map!, _plan);
        }

        private static bool Same(MosaicLayout one, MosaicLayout other) =>
            (one.Width, one.Height, one.WhiteDn, one.ActiveArea) == (other.Width, other.Height, other.WhiteDn, other.ActiveArea)
            && one.Cfa.Equals(other.Cfa) && one.BlackDn.AsSpan().SequenceEqual(other.BlackDn.AsSpan());
    }
}
