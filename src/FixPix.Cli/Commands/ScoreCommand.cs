using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using FixPix.Defects;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix score</c>: a found map and a corrected file against the truth.</summary>
internal static class ScoreCommand
{
    private static readonly Option<string> s_truth = new("--truth") { Description = "The map of the defects that are really there.", Required = true, HelpName = "file" };
    private static readonly Option<string?> s_map = new("--map", "-m") { Description = "A detected map: gives precision, recall, F1 and IoU.", HelpName = "file" };
    private static readonly Option<string?> s_original = new("--original") { Description = "The raw file without defects.", HelpName = "file" };
    private static readonly Option<string?> s_corrected = new("--corrected") { Description = "The corrected file: with --original gives NMSE, PSNR, MAE and altered good pixels.", HelpName = "file" };
    private static readonly Option<string?> s_spoiled = new("--spoiled") { Description = "The file with defects: with --original and --map gives the recall over visible defects too.", HelpName = "file" };

    public static Command Create()
    {
        Command command = new("score", "Compare a detected map, a corrected file, or both with the truth.");
        ReadOptions read = new();
        command.Add(s_truth);
        command.Add(s_map);
        command.Add(s_original);
        command.Add(s_corrected);
        command.Add(s_spoiled);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix score --truth spoiled.truth.json --map found.json",
            "fixpix score --truth spoiled.truth.json --original clean.dng --corrected fixed.dng --json");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            RawReadSettings reading = read.From(parsed, session);
            Mosaic? Load(Option<string?> option) => parsed.GetValue(option) is string path ? MapFiles.Open(session, path, reading).Mosaic : null;
            (Mosaic? original, Mosaic? corrected, Mosaic? spoiled) = (Load(s_original), Load(s_corrected), Load(s_spoiled));
            if (parsed.GetValue(s_map) is null && (original is null || corrected is null))
            {
                throw new FixPixException("nothing to compare: give --map, or --original with --corrected");
            }

            SensorIdentity? sensor = original is null ? null : SensorIdentity.Of(original);
            DefectMap truth = MapFiles.Read(session, parsed.GetValue(s_truth)!, sensor);
            if (parsed.GetValue(s_map) is string mapPath)
            {
                DefectMap found = MapFiles.Read(session, mapPath, truth.Sensor);
                Print(session, DetectionScore.Of(truth, found, original is not null && spoiled is not null ? VisibleDefects.Of(original, spoiled, truth) : null));
            }

            if (original is not null && corrected is not null)
            {
                Print(session, CorrectionScore.Of(original, corrected, truth, session.Work));
            }

            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Prints how well a map agrees with the truth.</summary>
    internal static void Print(Session session, DetectionScore score)
    {
        string visible = score.VisibleRecall is double recall ? string.Create(CultureInfo.InvariantCulture, $", of visible ones {recall:0.0000}") : "";
        session.Result(
            string.Create(CultureInfo.InvariantCulture, $"detection   recall {score.Recall:0.0000}{visible}, precision {score.Precision:0.0000}, F1 {score.F1:0.0000}, IoU {score.IoU:0.0000} (TP {score.TruePositives}, FP {score.FalsePositives}, FN {score.FalseNegatives})"),
            new JsonObject
            {
                ["recall"] = score.Recall,
                ["visibleRecall"] = score.VisibleRecall,
                ["precision"] = score.Precision,
                ["f1"] = score.F1,
                ["iou"] = score.IoU,
                ["truePositives"] = score.TruePositives,
                ["falsePositives"] = score.FalsePositives,
                ["falseNegatives"] = score.FalseNegatives,
            });
    }

    /// <summary>Prints how near a corrected mosaic is to the true one.</summary>
    internal static void Print(Session session, CorrectionScore score)
    {
        static JsonNode? Finite(double value) => double.IsFinite(value) ? value : null;
        session.Result(
            string.Create(CultureInfo.InvariantCulture, $"correction  NMSE {score.Nmse:0.00000}, PSNR {score.PsnrDb:0.00} dB, MAE {score.MaeDn:0.00} DN ({score.MaePercent:0.000} % of full scale) over {score.BadCount} bad pixels; good pixels altered: {score.AlteredGoodCount}"),
            new JsonObject
            {
                ["nmse"] = Finite(score.Nmse),
                ["psnrDb"] = Finite(score.PsnrDb),
                ["maeDn"] = score.MaeDn,
                ["maePercent"] = score.MaePercent,
                ["badPixels"] = score.BadCount,
                ["alteredGoodPixels"] = score.AlteredGoodCount,
            });
    }
}
