using System.Text;
using FixPix.Detection;
using FixPix.Metrics;

namespace FixPix.ClassicalStudy;

/// <summary>What several pictures of one sensor tell.</summary>
internal static class SeriesReport
{
    public static void Write(StringBuilder text, SeriesStudy study)
    {
        text.Append("\n## Several pictures of one sensor\n\n");
        Darks(text, study);
        Lights(text, study);
        Sky(text, study);
    }

    private static void Darks(StringBuilder text, SeriesStudy study)
    {
        text.Append("### Real hot pixels: dark frames of the FLIR sensor\n\nTwo darks of each exposure time. Hot pixels grow with the exposure; those found early should be among those found late.\n\n");
        Table.Head(text, "detector", "exposure", "defects", "of them in the longest exposure's map");
        foreach ((string detector, string exposure, int found, int also) in study.Darks)
        {
            Table.Row(text, detector, exposure, Table.Count(found), Table.Count(also));
        }
    }

    private static void Lights(StringBuilder text, SeriesStudy study)
    {
        text.Append("\n### A fixed pattern in the lights of the FLIR sensor\n\nOne set of defects with a factor each, in n of 49 pictures through narrow colour filters, from black to saturated: recall / recall of the defects that are visible in one of the n / precision.\n\n");
        Table.Head(text, ["detector", .. SeriesStudy.Rates.SelectMany(rate => SeriesStudy.FrameCounts.Select(count => $"{Table.Percent(rate)}, n = {count}"))]);
        foreach (DetectorInfo info in Methods.Lights)
        {
            Table.Row(text, [info.Name, .. SeriesStudy.Rates.SelectMany(rate => SeriesStudy.FrameCounts.Select(count =>
                study.Lights.TryGetValue((info.Name, rate, count), out DetectionScore? score) ? $"{Table.Share(score.Recall)} / {Table.Share(score.VisibleRecall)} / {Table.Share(score.Precision)}" : "–"))]);
        }
    }

    private static void Sky(StringBuilder text, SeriesStudy study)
    {
        text.Append("\n### Stars are not defects: four frames of the night sky\n\nNothing is injected. What is found in one frame only is no defect of the sensor; what is found in all four probably is.\n\n");
        Table.Head(text, "detector", "found in a frame", "in one frame only", "in all four", "the four together");
        foreach ((string detector, double perFrame, int inOne, int inAll, int together) in study.Sky)
        {
            bool single = !double.IsNaN(perFrame);
            Table.Row(
                text, detector, Table.Number(perFrame), single ? Table.Count(inOne) : "–", single ? Table.Count(inAll) : "–", Table.Count(together));
        }
    }
}
