using FixPix.DetectorFigures;
using static FixPix.DetectorFigures.Page;

namespace FixPix.CorrectorFigures;

/// <summary>All correctors at all rates, before named cameras, and their time.</summary>
/// <param name="runs">What was measured.</param>
/// <param name="methods">Which correctors.</param>
/// <param name="page">Where they go.</param>
internal sealed class RateTables(Runs runs, Methods methods, Page page)
{
    /// <summary>The sensors and how many frames of each.</summary>
    public void Sensors()
    {
        page.Section("What it is measured on", $"*simulated*: {(string?)runs.Report($"simulated-{Goal.Rates}")["simulated"]}. *real*: each frame counts alike in a mean, so of sensors with many frames of one scene some are left out.");
        page.Table(["sensor", "frames", "black, DN", "white, DN"], [.. runs.Report($"real-{Goal.Rates}")["sensors"]!.AsArray().Select(sensor => (string[])
            [(string)sensor!["sensor"]!, Inv($"{sensor["files"]!.AsArray().Count}"), (string)sensor["black"]!, (string)sensor["white"]!])]);
    }

    /// <summary>NMSE and PSNR of all correctors at all rates, all sensors of a place.</summary>
    public void All()
    {
        page.Section("All correctors at all rates", "NMSE / PSNR in dB by the true map, means over the frames of all sensors.");
        foreach (string place in Runs.Places)
        {
            RunRow[] rows = [.. Summed(place)];
            page.Line($"**{char.ToUpperInvariant(place[0])}{place[1..]}**");
            page.Table(["corrector", .. rows.Select(row => Percent(row.Rate))], [.. methods.All.Select(name => (string[])[$"`{name}`", .. rows.Select(row => Both(row, name))])]);
        }
    }

    /// <summary>Named cameras, one by one.</summary>
    public void Cameras()
    {
        page.Section("Ordinary cameras", $"{(string?)runs.Report("named")["simulated"]}, at its lowest ISO; true map. The simulated cameras above are drawn from the whole range that networks are trained on, far into the dark, "
            + "where noise that nobody can predict rules NMSE. For the networks: dB of mean PSNR above the best classical corrector / NMSE as a share of the best one's.");
        Goal above = Goal.Single[0], share = Goal.Dense[0];
        page.Table(["camera", "rate", "best classical", "its PSNR, dB", "its NMSE", .. methods.LearnedOnes], [.. runs.Rows("named").Where(row => row.Rate > 0).Select(row =>
        {
            double? psnr = methods.BestByPsnr(row) is string best ? row.TrueMapPsnrDb(best) : null;
            double? nmse = methods.BestByNmse(row) is string least ? row.TrueMapNmse(least) : null;
            return (string[])
            [
                row.Sensor == Runs.AllSensors ? "all named" : row.Sensor, Percent(row.Rate), $"`{methods.BestByPsnr(row)}`", Inv($"{psnr:0.00}"), Inv($"{nmse:0.000000}"),
                .. methods.LearnedOnes.Select(name => $"{above.Text(row.TrueMapPsnrDb(name) - psnr)} / {share.Text(row.TrueMapNmse(name) / nmse)}"),
            ];
        })]);
    }

    /// <summary>How long mending takes, what could not be measured, and notes.</summary>
    public void Time()
    {
        page.Section("Time", "Seconds for each million samples of the real frames, by the true map, the plan included.");
        RunRow[] rows = [.. Summed("real")];
        page.Table(["corrector", .. rows.Select(row => Percent(row.Rate))], [.. methods.All.Select(name =>
            (string[])[$"`{name}`", .. rows.Select(row => row.MendingSecondsPerMegapixel(name) is double seconds ? Inv($"{seconds:0.000}") : "–")])]);
        foreach (string failure in runs.Failures)
        {
            page.Line($"- could not be measured: {failure}");
        }
    }

    // The rows that add all sensors of a place up, by rate.
    private IEnumerable<RunRow> Summed(string place) => new[] { "low", Goal.Rates }.SelectMany(run => runs.Rows($"{place}-{run}"))
        .GroupBy(row => row.Rate).Select(rate => rate.FirstOrDefault(row => row.Sensor == Runs.AllSensors) ?? rate.First()).OrderBy(row => row.Rate);

    private static string Both(RunRow row, string corrector) => row.TrueMapNmse(corrector) is double nmse ? Inv($"{nmse:0.00000} / {row.TrueMapPsnrDb(corrector):0.00}") : "–";
}
