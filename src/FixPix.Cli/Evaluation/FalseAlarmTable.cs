using System.Text;
using FixPix.Evaluation;

namespace FixPix.Cli.Evaluation;

/// <summary>What was marked in frames without injected defects, as CSV: to look at, since it may be right.</summary>
internal static class FalseAlarmTable
{
    public static string Text(IEnumerable<FalseAlarm> alarms)
    {
        StringBuilder text = new("file,detector,row,column,kind,probability,value,median\n");
        foreach (FalseAlarm alarm in alarms)
        {
            (int row, int column) = alarm.Defect.Site;
            string kind = alarm.Defect.Kind.ToString().ToLowerInvariant();
            text.Append(FormattableString.Invariant($"{Quote(alarm.Set)},{Quote(alarm.Detector)},{row},{column},{kind},{alarm.Defect.Probability},{alarm.ValueDn},{alarm.MedianDn}\n"));
        }

        return text.ToString();
    }

    private static string Quote(string text) => text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
