using System.Text;
using FixPix.Evaluation;
using FixPix.Experiments.Reports;
using FixPix.Metrics;
using static FixPix.Experiments.Reports.MarkdownTable;

namespace FixPix.Cli.Evaluation;

/// <summary>A report as Markdown, which is also what the terminal shows.</summary>
internal static class EvaluationMarkdown
{
    private static readonly string[] s_columns =
    [
        "sensor", "rate", "δ", "sets", "defects", "recall visible", "recall all", "precision", "F1", "false/MP",
        "ECE", "ECE contested", "s/MP",
    ];

    private static readonly string[] s_mendingColumns =
        ["sensor", "rate", "δ", "corrector", "altered good %", "NMSE", "PSNR, dB", "NMSE true map", "PSNR true map, dB", "s/frame"];

    private static readonly string[] s_classColumns =
        ["sensor", "rate", "δ", "class", "defects", "recall visible", "recall all", "named so", "precision", "F1", "named right"];

    /// <summary>The whole report.</summary>
    public static string Text(EvaluationReport report)
    {
        StringBuilder text = new("# Evaluation\n\n");
        text.Append($"Made by `{report.Command}`.\n\n");
        text.Append($"FixPix {EvaluationReport.Version}, {EvaluationReport.Machine()}; seed {report.Seed}; frames a set: {report.Frames}.\n");
        text.Append("Every detector with its own fixed threshold. Shares are of sites; *visible* defects deviate by at least 5 σ of the local noise.\n\n");
        foreach (var detector in report.Detectors)
        {
            text.Append($"- detector `{detector.Name}`: {detector.Summary}\n");
        }

        foreach (var corrector in report.Correctors)
        {
            text.Append($"- corrector `{corrector.Name}`: {corrector.Summary}\n");
        }

        if (report.Simulated is string simulated)
        {
            text.Append($"- simulated: {simulated}\n");
        }

        text.Append('\n');
        if (report.Sensors.Count > 0)
        {
            text.Append(MarkdownTable.Text(
                ["sensor", "files", "black, DN", "white, DN", "levels"],
                [.. report.Sensors.Select(sensor => (string[])[sensor.Sensor, $"{sensor.Files.Count}", sensor.Black, sensor.White, sensor.Levels])]));
        }

        text.Append(Tables(report));
        AppendList(text, "Could not be measured", report.Failures);
        AppendList(text, "Notes", report.Notes);
        return text.ToString();
    }

    /// <summary>The tables alone.</summary>
    public static string Tables(EvaluationReport report)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, Measurement> detector in report.Rows.GroupBy(row => row.Detector))
        {
            text.Append($"\n## {detector.Key}\n");
            if (detector.Key != Evaluator.TrueMap.Name)
            {
                text.Append('\n').Append(MarkdownTable.Text(s_columns, [.. detector.Select(Cells)]));
            }

            string[][] classes = [.. detector.SelectMany(Classes)];
            if (classes.Length > 0 && detector.Key != Evaluator.TrueMap.Name)
            {
                text.Append($"\nBy kind and shape:\n\n").Append(MarkdownTable.Text(s_classColumns, classes));
            }

            string[][] mendings = [.. detector.SelectMany(static row => row.Tally.Mending.Select(mending => Mended(row, mending)))];
            if (mendings.Length > 0)
            {
                text.Append("\nMended:\n\n").Append(MarkdownTable.Text(s_mendingColumns, mendings));
            }
        }

        return text.ToString();
    }

    private static string[] Cells(Measurement row)
    {
        EvaluationTally tally = row.Tally;
        return
        [
            .. Head(row), $"{tally.Sets}", $"{tally.Defects}",
            Number(tally.VisibleRecall, 4), Number(tally.Recall, 4), Number(tally.Precision, 4), Number(tally.F1, 4),
            Number(tally.FalseAlarmsPerMegapixel, 2),
            Number(tally.Calibration?.ExpectedError, 6), Number(tally.Calibration?.ContestedError, 4),
            Number(tally.SecondsPerMegapixel, 3),
        ];
    }

    // Behind the true map both are the same.
    private static string[] Mended(Measurement row, MendingTally tally)
    {
        bool found = row.Detector != Evaluator.TrueMap.Name;
        return
        [
            .. Head(row), tally.Corrector, Number(found ? 100 * tally.AlteredShare : null, 5), Number(found ? tally.Nmse : null, 6), Number(found ? tally.PsnrDb : null, 2),
            Number(tally.TrueMapNmse, 6), Number(tally.TrueMapPsnrDb, 2), Number(tally.SecondsPerFrame, 3),
        ];
    }

    // Where all defects are deviating single sites, the classes say nothing that the table does not.
    private static IEnumerable<string[]> Classes(Measurement row)
    {
        ClassScore[] kinds = [.. row.Tally.ByClass.Kinds.Where(kind => kind.Count > 0)];
        ClassScore[] shapes = [.. row.Tally.ByClass.Shapes.Where(shape => shape.Count > 0)];
        return kinds.Length + shapes.Length <= 2 ? [] : kinds.Concat(shapes).Select(one => (string[])
        [
            .. Head(row), one.Name, $"{one.Count}", Number(one.VisibleRecall, 4), Number(one.Recall, 4),
            $"{one.Named}", Number(one.Precision, 4), Number(one.F1, 4), Number(one.Agreement, 4),
        ]);
    }

    private static string[] Head(Measurement row) =>
        [row.Sensor, row.Case.IsClean ? "clean" : MapFiles.Percent(row.Case.Rate), FormattableString.Invariant($"{row.Case.Delta}")];

    private static void AppendList(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            text.Append($"\n## {title}\n\n");
            foreach (string line in lines)
            {
                text.Append($"- {line}\n");
            }
        }
    }
}
