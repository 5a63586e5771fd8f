using System.Text.Json.Nodes;
using FixPix.Evaluation;
using FixPix.Metrics;

namespace FixPix.Cli.Evaluation;

/// <summary>A report for machines: everything that the Markdown has, each set on its own, and the reliability diagrams.</summary>
internal static class EvaluationJson
{
    public static JsonObject Document(EvaluationReport report) => new()
    {
        ["command"] = report.Command,
        ["version"] = EvaluationReport.Version,
        ["machine"] = EvaluationReport.Machine(),
        ["seed"] = report.Seed,
        ["frames"] = report.Frames,
        ["detectors"] = Array(report.Detectors, info => new JsonObject { ["name"] = info.Name, ["summary"] = info.Summary }),
        ["correctors"] = Array(report.Correctors, info => new JsonObject { ["name"] = info.Name, ["summary"] = info.Summary }),
        ["simulated"] = report.Simulated,
        ["sensors"] = Array(report.Sensors, sensor => new JsonObject
        {
            ["sensor"] = sensor.Sensor,
            ["files"] = Array(sensor.Files, file => JsonValue.Create(file)),
            ["black"] = sensor.Black,
            ["white"] = sensor.White,
            ["levels"] = sensor.Levels,
        }),
        ["rows"] = Array(report.Rows, Row),
        ["sets"] = Array(report.Sets, Row),
        ["failures"] = Array(report.Failures, line => JsonValue.Create(line)),
        ["notes"] = Array(report.Notes, line => JsonValue.Create(line)),
    };

    private static JsonObject Row(Measurement row)
    {
        (EvaluationTally tally, DetectionScore score) = (row.Tally, row.Tally.Detection);
        return new JsonObject
        {
            ["set"] = row.Set,
            ["sensor"] = row.Sensor,
            ["detector"] = row.Detector,
            ["rate"] = row.Case.Rate,
            ["delta"] = row.Case.Delta,
            ["sets"] = tally.Sets,
            ["sites"] = tally.Sites,
            ["visibleRecall"] = tally.VisibleRecall,
            ["recall"] = tally.Recall,
            ["precision"] = tally.Precision,
            ["f1"] = tally.F1,
            ["truePositives"] = score.TruePositives,
            ["falsePositives"] = score.FalsePositives,
            ["falseNegatives"] = score.FalseNegatives,
            ["visible"] = score.VisibleCount,
            ["visibleFound"] = score.VisibleFound,
            ["falseAlarmsPerMegapixel"] = tally.FalseAlarmsPerMegapixel,
            ["calibration"] = tally.Calibration is { } calibration ? Diagram(calibration) : null,
            ["curve"] = row.Set is null ? Array(tally.Curve.Points, Point) : null,
            ["mending"] = Array(tally.Mending, Mending),
            ["secondsPerMegapixel"] = tally.SecondsPerMegapixel,
            ["kinds"] = Array(tally.ByClass.Kinds, Class),
            ["shapes"] = Array(tally.ByClass.Shapes, Class),
        };
    }

    // [log-odds, right, visible ones among them, wrong]: an object for each would be most of the report.
    private static JsonArray Point(OperatingPoint point) => [point.LogOdds, point.TruePositives, point.VisibleFound, point.FalsePositives];

    private static JsonObject Mending(MendingTally tally) => new()
    {
        ["corrector"] = tally.Corrector,
        ["frames"] = tally.Frames,
        ["alteredGoodPixels"] = tally.AlteredGoodCount,
        ["alteredGoodShare"] = tally.AlteredShare,
        ["nmse"] = tally.Nmse,
        ["psnrDb"] = tally.PsnrDb,
        ["trueMapNmse"] = tally.TrueMapNmse,
        ["trueMapPsnrDb"] = tally.TrueMapPsnrDb,
        ["secondsPerFrame"] = tally.SecondsPerFrame,
    };

    private static JsonObject Diagram(Calibration calibration) => new()
    {
        ["expectedError"] = calibration.ExpectedError,
        ["contestedError"] = calibration.ContestedError,
        ["bins"] = Array(calibration.Bins, Bin),
        ["easy"] = Bin(calibration.Easy),
    };

    private static JsonObject Bin(ReliabilityBin bin) =>
        new() { ["count"] = bin.Count, ["meanProbability"] = bin.MeanProbability, ["badShare"] = bin.BadShare, ["bad"] = bin.BadCount };

    private static JsonObject Class(ClassScore one) => new()
    {
        ["name"] = one.Name,
        ["count"] = one.Count,
        ["found"] = one.Found,
        ["visible"] = one.VisibleCount,
        ["visibleFound"] = one.VisibleFound,
        ["named"] = one.Named,
        ["namedBad"] = one.NamedBad,
        ["agreed"] = one.Agreed,
        ["visibleRecall"] = one.VisibleRecall,
        ["recall"] = one.Recall,
        ["precision"] = one.Precision,
        ["f1"] = one.F1,
        ["agreement"] = one.Agreement,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => [.. items.Select(node)];
}
