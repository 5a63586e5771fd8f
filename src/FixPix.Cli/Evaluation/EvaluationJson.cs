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
        ["corrector"] = report.Corrector?.Name,
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
        double? Known(double? value) => row.Case.IsClean ? null : value;
        return new JsonObject
        {
            ["set"] = row.Set,
            ["sensor"] = row.Sensor,
            ["detector"] = row.Detector,
            ["rate"] = row.Case.Rate,
            ["delta"] = row.Case.Delta,
            ["sets"] = tally.Sets,
            ["sites"] = tally.Sites,
            ["visibleRecall"] = Known(score.VisibleRecall),
            ["recall"] = Known(score.Recall),
            ["precision"] = Known(score.Precision),
            ["f1"] = Known(score.F1),
            ["truePositives"] = score.TruePositives,
            ["falsePositives"] = score.FalsePositives,
            ["falseNegatives"] = score.FalseNegatives,
            ["visible"] = score.VisibleCount,
            ["visibleFound"] = score.VisibleFound,
            ["falseAlarmsPerMegapixel"] = tally.FalseAlarmsPerMegapixel,
            ["calibration"] = tally.Calibration is { } calibration ? Diagram(calibration) : null,
            ["alteredGoodPixels"] = tally.Mending?.AlteredGoodCount,
            ["alteredGoodShare"] = tally.Mending?.AlteredShare,
            ["nmse"] = tally.Mending?.Nmse,
            ["trueMapNmse"] = tally.Mending?.TrueMapNmse,
            ["secondsPerMegapixel"] = tally.SecondsPerMegapixel,
            ["kinds"] = Array(tally.ByClass.Kinds, Class),
            ["shapes"] = Array(tally.ByClass.Shapes, Class),
        };
    }

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
        ["visibleRecall"] = one.Count > 0 ? one.VisibleRecall : null,
        ["recall"] = one.Count > 0 ? one.Recall : null,
        ["precision"] = one.Named > 0 ? one.Precision : null,
        ["f1"] = one.Count > 0 && one.Named > 0 ? one.F1 : null,
        ["agreement"] = one.Found > 0 ? one.Agreement : null,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => [.. items.Select(node)];
}
