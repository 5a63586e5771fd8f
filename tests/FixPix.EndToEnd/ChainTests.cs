using System.Text.Json.Nodes;

namespace FixPix.EndToEnd;

public sealed class ChainTests : Workplace
{
    [Fact]
    public void Demo_finds_and_mends_what_it_injected()
    {
        Outcome outcome = Run("demo", "--json").Succeeded();
        JsonObject detection = outcome.Results.Select(result => result!.AsObject()).Single(result => result.ContainsKey("recall"));
        JsonObject correction = outcome.Results.Select(result => result!.AsObject()).Single(result => result.ContainsKey("nmse"));
        Assert.InRange((double)detection["recall"]!, 0.9, 1);
        Assert.InRange((double)detection["precision"]!, 0.9, 1);
        Assert.InRange((double)correction["nmse"]!, 0, 0.05);
        foreach (string name in new[] { "spoiled.dng", "spoiled.truth.json", "map.json", "fixed.dng", "preview.png" })
        {
            Assert.True(new FileInfo(In($"fixpix-demo/{name}")).Length > 0, name);
        }
    }

    [Fact]
    public void Inject_detect_correct_score_is_a_chain_whose_links_fit()
    {
        MakePgm("clean.pgm", 400, 300);
        Run("inject", "clean.pgm", "--cfa", "RGGB", "-o", "spoiled.pgm", "--rate", "0.5%", "--seed", "3").Succeeded();
        Run("detect", "spoiled.pgm", "--cfa", "RGGB", "--black", "0", "-o", "found.json").Succeeded();
        Run("correct", "spoiled.pgm", "--cfa", "RGGB", "--map", "found.json", "-o", "fixed.pgm").Succeeded();
        JsonArray scores = Run("score", "--truth", "spoiled.truth.json", "--map", "found.json", "--original", "clean.pgm", "--corrected", "fixed.pgm", "--cfa", "RGGB", "--json").Succeeded().Results;
        Assert.InRange((double)scores[0]!["recall"]!, 0.9, 1);
        Assert.InRange((double)scores[0]!["precision"]!, 0.9, 1);
        Assert.InRange((double)scores[1]!["nmse"]!, 0, 0.05);
    }

    [Fact]
    public void Fix_changes_nothing_but_the_sites_of_the_map_that_it_saves()
    {
        MakePgm("clean.pgm", 300, 200);
        Run("inject", "clean.pgm", "--cfa", "GBRG", "-o", "spoiled.pgm", "--rate", "0.2%", "--columns", "1").Succeeded();
        Run("fix", "spoiled.pgm", "--cfa", "GBRG", "-o", "fixed.pgm", "--save-map", "map.json").Succeeded();
        JsonArray listed = Run("map", "show", "map.json", "--list", "100000", "--json").Succeeded().Results[0]!["list"]!.AsArray();
        HashSet<int> bad = [.. listed.Select(site => ((int)site!["row"]! * 300) + (int)site["column"]!)];
        (ushort[] before, ushort[] after) = (Samples("spoiled.pgm"), Samples("fixed.pgm"));
        Assert.InRange(bad.Count, 100, 1000);
        for (int site = 0; site < before.Length; site++)
        {
            if (!bad.Contains(site))
            {
                Assert.Equal(before[site], after[site]);
            }
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes_and_the_number_of_threads_changes_none()
    {
        MakePgm("clean.pgm", 200, 150);
        foreach (string threads in new[] { "1", "2", "7" })
        {
            Run("inject", "clean.pgm", "--cfa", "RGGB", "-o", $"spoiled{threads}.pgm", "--rate", "1%", "--seed", "9", "--threads", threads).Succeeded();
            Run("fix", $"spoiled{threads}.pgm", "--cfa", "RGGB", "-o", $"fixed{threads}.pgm", "--threads", threads).Succeeded();
            Assert.Equal(Bytes("spoiled1.pgm"), Bytes($"spoiled{threads}.pgm"));
            Assert.Equal(Bytes("fixed1.pgm"), Bytes($"fixed{threads}.pgm"));
        }
    }

    [Fact]
    public void Dcraw_reads_the_samples_of_a_dng_that_convert_wrote()
    {
        MakePgm("clean.pgm", 128, 96);
        Run("convert", "clean.pgm", "--cfa", "GRBG", "-o", "plain.dng").Succeeded();
        Run("convert", "clean.pgm", "--cfa", "GRBG", "-o", "packed.dng", "--compress").Succeeded();
        foreach (string name in new[] { "plain", "packed" })
        {
            Fixpix.Finish(Fixpix.StartProgram(Folder, "dcraw", "-t", "0", "-E", "-4", $"{name}.dng")).Succeeded();
            Assert.Equal(Samples("clean.pgm"), Samples($"{name}.pgm"));
            Run("convert", $"{name}.dng", "-o", $"{name}-back.pgm").Succeeded();
            Assert.Equal(Samples("clean.pgm"), Samples($"{name}-back.pgm"));
        }

        Assert.True(new FileInfo(In("packed.dng")).Length < new FileInfo(In("plain.dng")).Length * 0.8);
    }

    [Fact]
    public void Annotate_lists_the_map_in_the_dng_and_correct_obeys_it()
    {
        MakePgm("clean.pgm", 128, 96);
        Run("convert", "clean.pgm", "--cfa", "RGGB", "-o", "clean.dng").Succeeded();
        Run("inject", "clean.dng", "-o", "spoiled.dng", "--dead", "20", "--clusters-2x2", "2", "--clusters-3x3", "1").Succeeded();
        Run("annotate", "spoiled.dng", "--map", "spoiled.truth.json", "-o", "annotated.dng").Succeeded();
        Assert.Equal(37, (int)Run("info", "annotated.dng", "--json").Succeeded().Results[0]!["listedDefects"]!);
        Run("correct", "annotated.dng", "-o", "fixed.dng").Succeeded();
        Assert.Null(Run("info", "fixed.dng", "--json").Succeeded().Results[0]!["listedDefects"]);
        JsonArray score = Run("score", "--truth", "spoiled.truth.json", "--original", "clean.dng", "--corrected", "fixed.dng", "--json").Succeeded().Results;
        Assert.Equal(0, (int)score[0]!["alteredGoodPixels"]!);
        Assert.InRange((double)score[0]!["nmse"]!, 0, 0.01);
    }

    [Fact]
    public void Maps_convert_merge_intersect_and_subtract()
    {
        MakePgm("clean.pgm");
        Run("inject", "clean.pgm", "-o", "a.pgm", "--dead", "30", "--seed", "1").Succeeded();
        Run("inject", "clean.pgm", "-o", "b.pgm", "--dead", "20", "--seed", "2").Succeeded();
        Run("map", "merge", "a.truth.json", "b.truth.json", "-o", "both.json").Succeeded();
        Run("map", "subtract", "both.json", "a.truth.json", "-o", "onlyb.json").Succeeded();
        Run("map", "intersect", "both.json", "a.truth.json", "-o", "a.json").Succeeded();
        Assert.Equal(30, Count("a.json"));
        Assert.Equal(Count("both.json") - 30, Count("onlyb.json"));
        foreach (string ending in new[] { "badpixels", "lst", "fpm", "bpm", "png", "tif", "npy", "fits" })
        {
            Run("map", "convert", "a.json", "-o", $"a.{ending}").Succeeded();
            Run("map", "convert", $"a.{ending}", "--like", "clean.pgm", "-o", $"from-{ending}.json").Succeeded();
            Run("map", "subtract", "a.json", $"from-{ending}.json", "-o", $"rest-{ending}.json").Succeeded();
            Assert.Equal(30, Count($"from-{ending}.json"));
            Assert.Equal(0, Count($"rest-{ending}.json"));
        }
    }

    [Fact]
    public void Check_ends_with_1_when_there_are_defects_and_0_when_there_are_none()
    {
        MakePgm("clean.pgm", 200, 150);
        Run("inject", "clean.pgm", "--cfa", "RGGB", "-o", "spoiled.pgm", "--hot", "20", "--dead", "20").Succeeded();
        Assert.Equal(1, Run("detect", "spoiled.pgm", "--cfa", "RGGB", "--check").Code);
        Assert.Equal(0, Run("detect", "spoiled.pgm", "--cfa", "RGGB", "--overwrite").Code);
        Assert.Equal(0, Run("detect", "clean.pgm", "--cfa", "RGGB", "--check").Code);
    }

    [Fact]
    public void Person_at_a_terminal_sees_a_progress_bar_and_a_pipe_does_not()
    {
        string[] files = [.. Enumerable.Range(0, 4).Select(seed => MakePgm($"in{seed}.pgm", 900, 700, seed))];
        string command = $"dotnet exec '{Fixpix.Assembly}' fix {string.Join(' ', files)} -o";
        Outcome watched = Fixpix.Finish(Fixpix.StartProgram(Folder, "script", "-qec", command + " watched/", "/dev/null")).Succeeded();
        Assert.Contains("Fixing", watched.Output, StringComparison.Ordinal);
        Assert.Contains("%", watched.Output, StringComparison.Ordinal);
        Outcome piped = Run(["fix", .. files, "-o", "piped/"]).Succeeded();
        Assert.Equal(4, piped.Output.TrimEnd('\n').Split('\n').Length);
        Assert.All(piped.Errors.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("note: ", line, StringComparison.Ordinal));
    }

    private int Count(string map) => (int)Run("map", "show", map, "--json").Succeeded().Results[0]!["defects"]!;
}
