using FixPix.DetectorFigures;

namespace FixPix.CorrectorFigures;

/// <summary>Takes the figures of goals from the runs.</summary>
/// <param name="runs">What was measured.</param>
/// <param name="methods">Which correctors.</param>
internal sealed class Judge(Runs runs, Methods methods)
{
    /// <summary>A goal's rows, sensor by sensor, all of a place last; none where a quick run left the rate out.</summary>
    public IReadOnlyList<RunRow> Rows(Goal goal, string place) =>
        [.. runs.Rows($"{place}-{goal.Run}").Where(row => row.Rate == goal.Rate && (place != "real" || goal.Camera is null || row.Sensor.StartsWith(goal.Camera, StringComparison.Ordinal)))];

    /// <summary>The best classical corrector that a row is compared with, by the true map, and its own figure: dB or NMSE.</summary>
    public (string Name, double Figure)? Best(Goal goal, string place, RunRow row) => goal.Figure switch
    {
        Figure.DecibelsAbove => methods.BestByPsnr(row) is string name ? (name, row.TrueMapPsnrDb(name)!.Value) : null,
        Figure.NmseShare => methods.BestByNmse(row) is string name ? (name, row.TrueMapNmse(name)!.Value) : null,
        Figure.ChainShare => SameByTrueMap(place, row) is { } same && methods.BestByNmse(same) is string name ? (name, same.TrueMapNmse(name)!.Value) : null,
        _ => null,
    };

    /// <summary>A goal's figure for a corrector; null where it was not measured.</summary>
    public double? Value(Goal goal, string place, RunRow row, string corrector) => goal.Figure switch
    {
        Figure.DecibelsAbove => row.TrueMapPsnrDb(corrector) - Best(goal, place, row)?.Figure,
        Figure.NmseShare => row.TrueMapNmse(corrector) / Best(goal, place, row)?.Figure,
        Figure.ChainShare => row.Nmse(corrector) / Best(goal, place, row)?.Figure,
        Figure.ChainNmse => row.Nmse(corrector),
        _ => row.AlteredShare(corrector),
    };

    // The run by the true map saw the same frames with the same defects, mended by all classical correctors.
    private RunRow? SameByTrueMap(string place, RunRow row) => runs.Rows($"{place}-{Goal.Rates}").FirstOrDefault(one => one.Sensor == row.Sensor && one.Rate == row.Rate);
}
