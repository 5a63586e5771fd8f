using System.Text.Json.Nodes;

namespace FixPix.DetectorFigures;

/// <summary>A row of a report: one detector on one sensor, at one rate and δ.</summary>
/// <param name="Node">The row as <c>fixpix evaluate</c> wrote it.</param>
internal sealed record RunRow(JsonNode Node)
{
    public string Sensor => (string)Node["sensor"]!;

    public string Detector => (string)Node["detector"]!;

    public double Rate => (double)Node["rate"]!;

    /// <summary>Null: nothing was put in.</summary>
    public double? Delta => (double?)Node["delta"];

    public long Defects => (long)Node["truePositives"]! + (long)Node["falseNegatives"]!;

    public double? VisibleRecall => Share("visibleRecall");

    public double? Recall => Share("recall");

    public double? Precision => Share("precision");

    public double FalseAlarmsPerMegapixel => (double)Node["falseAlarmsPerMegapixel"]!;

    /// <summary>A number of the row, or null.</summary>
    public double? Share(string name) => (double?)Node[name];

    /// <summary>The recall of the visible defects of one shape, or null where there is none.</summary>
    public double? ShapeRecall(string shape) => (double?)Node["shapes"]!.AsArray().Single(one => (string)one!["name"]! == shape)!["visibleRecall"];

    /// <summary>How many defects there are of one shape.</summary>
    public long ShapeCount(string shape) => (long)Node["shapes"]!.AsArray().Single(one => (string)one!["name"]! == shape)!["count"]!;

    /// <summary>The largest recall of the visible defects at which no less than this share of the detections is right; null where the detector does not get there.</summary>
    public double? VisibleRecallAt(double precision)
    {
        double visible = (double)(long)Node["visible"]!;
        double? best = null;
        foreach (JsonNode? point in Node["curve"]!.AsArray())
        {
            (long right, long seen, long wrong) = ((long)point![1]!, (long)point[2]!, (long)point[3]!);
            best = right >= precision * (right + wrong) && visible > 0 ? Math.Max(best ?? 0, seen / visible) : best;
        }

        return best;
    }
}
