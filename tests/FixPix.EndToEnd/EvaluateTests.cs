using System.Text.Json.Nodes;

namespace FixPix.EndToEnd;

public sealed class EvaluateTests : Workplace
{
    [Fact]
    public void Simulated_frames_are_measured_by_two_detectors_and_reported_for_people_and_machines()
    {
        MakePgm("light.pgm", 160, 120);
        Directory.CreateDirectory(In("photos"));
        Run("convert", "light.pgm", "-o", "photos/one.png").Succeeded();
        string[] command = ["evaluate", "--simulated", "photos", "--rates", "0,1%", "--deltas", "0.7,0.3", "--detector", "classical,median-ratio", "--corrector", "classical,median-blind", "--cameras", "2", "--rows", "0"];
        Outcome outcome = Run([.. command, "-o", "report.md", "-o", "report.json", "--list-false-alarms", "alarms.csv"]).Succeeded();
        Assert.Contains("## median-ratio", outcome.Output, StringComparison.Ordinal);
        string markdown = File.ReadAllText(In("report.md"));
        Assert.Contains("fixpix evaluate --simulated photos", markdown, StringComparison.Ordinal);
        Assert.Contains("| NMSE true map |", markdown.Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("file,detector,row,column,kind,probability,value,median\n", File.ReadAllText(In("alarms.csv")), StringComparison.Ordinal);
        JsonArray rows = JsonNode.Parse(File.ReadAllText(In("report.json")))!["rows"]!.AsArray();
        Assert.Equal(2 * 3, rows.Count);
        JsonNode row = rows.Single(row => (string)row!["detector"]! == "classical" && (double?)row["delta"] == 0.7)!;
        Assert.Equal((2, 0.01), ((int)row["sets"]!, (double)row["rate"]!));
        Assert.InRange((double)row["visibleRecall"]!, 0.5, 1);
        JsonArray mending = row["mending"]!.AsArray();
        Assert.Equal(["classical", "median-blind"], mending.Select(one => (string)one!["corrector"]!));
        Assert.InRange((double)mending[0]!["nmse"]!, (double)mending[0]!["trueMapNmse"]!, 10);
        Assert.True((double)mending[0]!["trueMapPsnrDb"]! > (double)mending[1]!["trueMapPsnrDb"]!);
        Assert.Null(row["calibration"]);
        JsonNode again = JsonNode.Parse(Run([.. command, "--threads", "1", "--json"]).Succeeded().Output)!["results"]![0]!["rows"]!.AsArray().Single(other => (string)other!["detector"]! == "classical" && (double?)other["delta"] == 0.7)!;
        Assert.Equal(((long)row["truePositives"]!, (long)row["falsePositives"]!, (double)row["mending"]![0]!["nmse"]!), ((long)again["truePositives"]!, (long)again["falsePositives"]!, (double)again["mending"]![0]!["nmse"]!));
    }

    [Fact]
    public void Named_cameras_are_sensors_of_their_own()
    {
        MakePgm("light.pgm", 96, 64);
        Directory.CreateDirectory(In("photos"));
        Run("convert", "light.pgm", "-o", "photos/one.png").Succeeded();
        string[] command = ["evaluate", "--simulated", "photos", "--rates", "1%", "--detector", "true-map", "--corrector", "nearest"];
        JsonArray rows = Run([.. command, "--camera", "phone,mono-8", "--iso", "100,800", "--json"]).Succeeded().Results[0]!["rows"]!.AsArray();
        Assert.Equal(["phone ISO 100", "phone ISO 800", "mono-8 ISO 100", "mono-8 ISO 800", "all"], rows.Select(row => (string)row!["sensor"]!));
        Assert.True((double)rows[0]!["mending"]![0]!["trueMapPsnrDb"]! > (double)rows[1]!["mending"]![0]!["trueMapPsnrDb"]!);
        Run([.. command, "--camera", "box"]).Refused("camera 'box'", "phone");
        Run([.. command, "--iso", "100"]).Refused("--iso: is for cameras that --camera names");
        Run([.. command, "--camera", "phone", "--iso", "10"]).Refused("ISO 10: the lowest of camera 'phone' is 50");
    }

    [Fact]
    public void Raw_files_are_grouped_by_sensor_and_a_broken_one_is_a_line()
    {
        Directory.CreateDirectory(In("data"));
        MakePgm("data/a.pgm", 96, 64, 1);
        MakePgm("data/b.pgm", 96, 64, 2);
        MakePgm("data/c.pgm", 80, 64, 3);
        File.WriteAllBytes(In("data/torn.pgm"), Bytes("data/a.pgm")[..300]);
        File.WriteAllText(In("list.tsv"), "file\tkind\tcfa\tcamera\tblack\nwrong\n" + string.Concat("abc".Select(name => $"data/{name}.pgm\tmosaic\tRGGB\tBox\t0\n")) + "data/torn.pgm\tmosaic\tRGGB\tBox\t0\ndata/x.pgm\tdark\tRGGB\tBox\t0\n");
        Outcome outcome = Run("evaluate", "data", "--manifest", "list.tsv", "--rates", "1%", "--clusters-2x2", "3", "-o", "report.json", "--except", "c*").Refused("torn.pgm");
        JsonNode report = JsonNode.Parse(File.ReadAllText(In("report.json")))!;
        JsonNode row = Assert.Single(report["rows"]!.AsArray())!;
        Assert.Equal(("Box 96×64 RGGB", 2), ((string)row["sensor"]!, (int)row["sets"]!));
        Assert.Equal(2 * 12, (int)row["shapes"]!.AsArray().Single(shape => (string)shape!["name"]! == "cluster")!["count"]!);
        Assert.Contains("torn.pgm", Assert.Single(report["failures"]!.AsArray())!.ToString(), StringComparison.Ordinal);
        Assert.Contains("cluster", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(3, JsonNode.Parse(Run("evaluate", "data/a.pgm", "data/b.pgm", "data/c.pgm", "--cfa", "RGGB", "--json").Output)!["results"]![0]!["rows"]!.AsArray().Count);
    }

    [Fact]
    public void Several_frames_are_one_set_and_what_is_left_over_is_said()
    {
        string[] files = [.. Enumerable.Range(0, 5).Select(index => MakePgm($"f{index}.pgm", 64, 48, index))];
        Run(["evaluate", .. files, "--cfa", "RGGB", "--frames", "2", "--detector", "sequence", "-o", "report.json"]).Succeeded();
        JsonNode report = JsonNode.Parse(File.ReadAllText(In("report.json")))!;
        Assert.Equal(2, (int)Assert.Single(report["rows"]!.AsArray())!["sets"]!);
        Assert.Contains(report["notes"]!.AsArray(), note => note!.ToString().Contains("1 of 5 files are left over", StringComparison.Ordinal));
    }

    [Fact]
    public void Repeats_put_other_defects_into_the_same_frames_and_the_curve_ends_where_the_detector_stops()
    {
        MakePgm("a.pgm", 96, 64);
        Run("evaluate", "a.pgm", "--cfa", "RGGB", "--rates", "1%", "--repeats", "3", "--detector", "classical", "-o", "report.json").Succeeded();
        JsonNode report = JsonNode.Parse(File.ReadAllText(In("report.json")))!;
        JsonNode row = Assert.Single(report["rows"]!.AsArray())!;
        Assert.Equal((3, 3 * 61), ((int)row["sets"]!, (int)row["truePositives"]! + (int)row["falseNegatives"]!));
        Assert.Equal(3, report["sets"]!.AsArray().Count);
        JsonArray last = row["curve"]!.AsArray()[^1]!.AsArray();
        Assert.Equal(((long)row["truePositives"]!, (long)row["visibleFound"]!, (long)row["falsePositives"]!), ((long)last[1]!, (long)last[2]!, (long)last[3]!));
    }

    [Fact]
    public void Bad_use_is_one_line_and_leaves_nothing()
    {
        MakePgm("a.pgm");
        OneLine(Run("evaluate").Refused("nothing was measured"));
        OneLine(Run("evaluate", "a.pgm", "--rates", "lots").Refused("--rates lots"));
        OneLine(Run("evaluate", "a.pgm", "--rates", "2").Refused("rate 2"));
        OneLine(Run("evaluate", "a.pgm", "-o", "report.txt").Refused("report.txt", ".json"));
        OneLine(Run("evaluate", "a.pgm", "-o", "nowhere/report.md").Refused("nowhere"));
        OneLine(Run("evaluate", "a.pgm", "--detector", "sequence").Refused("sequence", "--frames 1"));
        OneLine(Run("evaluate", "a.pgm", "--detector", "classical,magic").Refused("magic"));
        OneLine(Run("evaluate", "a.pgm", "--manifest", "nowhere.tsv").Refused("nowhere.tsv"));
        Run("evaluate", "a.pgm", "--frames", "0").Refused("--frames 0");
        Assert.Equal(["a.pgm"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
        File.WriteAllText(In("report.md"), "mine");
        OneLine(Run("evaluate", "a.pgm", "-o", "report.md").Refused("report.md", "--overwrite"));
        Assert.Equal("mine", File.ReadAllText(In("report.md")));
    }

    private static void OneLine(Outcome outcome) =>
        Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n'), line => !line.StartsWith("note: ", StringComparison.Ordinal));
}
