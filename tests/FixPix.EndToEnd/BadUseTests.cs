using System.Diagnostics;
using System.Security.Cryptography;

namespace FixPix.EndToEnd;

public sealed class BadUseTests : Workplace
{
    public static TheoryData<string> Commands => new("demo", "info", "simulate", "inject", "detect", "correct", "fix", "score", "evaluate", "preview", "annotate", "convert", "map", "map show", "map convert", "map merge", "map intersect", "map subtract", "model", "model info", "model export", "model new", "train detector");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_has_an_example(string command)
    {
        Outcome outcome = Run([.. command.Split(' '), "--help"]).Succeeded();
        Assert.Contains($"  fixpix {command} ", outcome.Output + " ", StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_one_line_that_names_it() => OneLine(Run("info", "nowhere.dng").Refused("nowhere.dng"));

    [Fact]
    public void Unknown_methods_and_options_are_refused_with_what_there_is()
    {
        MakePgm("clean.pgm");
        Run("detect", "clean.pgm", "--detector", "magic").Refused("magic", "classical");
        Run("fix", "clean.pgm", "--corrector", "magic").Refused("magic", "classical");
        Run("fix", "clean.pgm", "--frobnicate").Refused("--frobnicate");
        Run("inject", "clean.pgm", "--rate", "1%", "-o", "spoiled.pgm", "--map", "truth.json").Refused("--map: no option of this command");
        Run("info", "clean.pgm", "--cfa", "XXXX").Refused("XXXX", "RGGB");
        Run("info", "clean.pgm", "--threads", "0").Refused("threads");
        Run("frobnicate").Refused("frobnicate");
    }

    [Fact]
    public void Map_of_another_sensor_is_refused()
    {
        MakePgm("small.pgm", 40, 30);
        MakePgm("large.pgm", 80, 60);
        Run("inject", "large.pgm", "-o", "spoiled.pgm", "--dead", "5").Succeeded();
        OneLine(Run("correct", "small.pgm", "--map", "spoiled.truth.json", "-o", "out.pgm").Refused("80", "40"));
        Assert.False(File.Exists(In("out.pgm")));
    }

    [Theory]
    [InlineData("info", "info", "")]
    [InlineData("-o", "fix", "clean.pgm", "-o", "")]
    [InlineData("--map", "correct", "clean.pgm", "-o", "out.pgm", "--map", "")]
    public void Words_that_a_variable_left_empty_are_refused(string after, params string[] words)
    {
        MakePgm("clean.pgm");
        OneLine(Run(words).Refused($"'' after '{after}': expected a name or a number"));
        Assert.Equal([In("clean.pgm")], Directory.GetFiles(Folder));
    }

    [Fact]
    public void Empty_map_changes_nothing()
    {
        MakePgm("clean.pgm");
        File.WriteAllText(In("empty.badpixels"), "");
        Run("correct", "clean.pgm", "--map", "empty.badpixels", "-o", "out.pgm").Succeeded();
        Assert.Equal(Samples("clean.pgm"), Samples("out.pgm"));
    }

    [Fact]
    public void Site_outside_the_sensor_is_refused_with_its_line()
    {
        MakePgm("clean.pgm", 40, 30);
        File.WriteAllText(In("wild.badpixels"), "1 1 0\n4000 3 0\n");
        OneLine(Run("correct", "clean.pgm", "--map", "wild.badpixels", "-o", "out.pgm").Refused("wild.badpixels", "2"));
    }

    [Fact]
    public void Nothing_is_replaced_without_overwrite_and_the_input_never()
    {
        MakePgm("clean.pgm");
        File.WriteAllText(In("out.pgm"), "mine");
        byte[] before = SHA256.HashData(Bytes("clean.pgm"));
        Run("fix", "clean.pgm", "-o", "out.pgm").Refused("out.pgm", "--overwrite");
        Assert.Equal("mine", File.ReadAllText(In("out.pgm")));
        Run("fix", "clean.pgm", "-o", "clean.pgm", "--overwrite").Refused("clean.pgm");
        File.CreateSymbolicLink(In("link.pgm"), In("clean.pgm"));
        Run("fix", "clean.pgm", "-o", "link.pgm", "--overwrite").Refused("link.pgm");
        Run("fix", "clean.pgm", "-o", "out.pgm", "--overwrite").Succeeded();
        Assert.Equal(before, SHA256.HashData(Bytes("clean.pgm")));
    }

    [Fact]
    public void Dry_run_writes_nothing()
    {
        MakePgm("clean.pgm");
        Run("fix", "clean.pgm", "-o", "deep/folder/", "--dry-run", "--save-map", "map.json").Succeeded();
        Assert.Equal(["clean.pgm"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Batch_goes_on_after_a_bad_file_and_reports_it_at_the_end()
    {
        MakePgm("a.pgm");
        File.WriteAllBytes(In("b.pgm"), Bytes("a.pgm")[..200]);
        MakePgm("c.pgm");
        Outcome outcome = Run("fix", "a.pgm", "b.pgm", "c.pgm", "-o", "fixed/").Refused("b.pgm", "1 of 3 files failed");
        Assert.Equal(["a_fixed.pgm", "c_fixed.pgm"], Directory.GetFiles(In("fixed")).Select(Path.GetFileName).Order());
        Assert.EndsWith("1 of 3 files failed: b.pgm\n", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Globs_and_folders_are_expanded_and_an_empty_one_is_refused()
    {
        Directory.CreateDirectory(In("shots/deep"));
        MakePgm("shots/a.pgm");
        MakePgm("shots/deep/b.pgm");
        File.WriteAllText(In("shots/notes.txt"), "no picture");
        Assert.Single(Run("info", "shots", "--json").Succeeded().Results);
        Assert.Equal(2, Run("info", "shots/**/*.pgm", "--json").Succeeded().Results.Count);
        Run("info", "shots/*.nef").Refused("shots/*.nef");
    }

    [Fact]
    public void Unwritable_place_is_one_line_and_leaves_nothing()
    {
        MakePgm("clean.pgm");
        File.WriteAllText(In("file"), "not a folder");
        OneLine(Run("fix", "clean.pgm", "-o", "file/out.pgm").Refused("file/out.pgm"));
        OneLine(Run("fix", "clean.pgm", "-o", "nowhere/out.pgm").Refused("nowhere/out.pgm"));
        Assert.Equal(2, Directory.GetFileSystemEntries(Folder).Length);
    }

    // The limit on a file's size stands in for the disk's end. The runtime must not map its code through a file then.
    [Fact]
    public void Full_disk_is_one_line_and_leaves_nothing()
    {
        MakePgm("clean.pgm", 1000, 800);
        Outcome outcome = Fixpix.Finish(Fixpix.StartProgram(Folder, "bash", "-c", $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 64; exec dotnet exec '{Fixpix.Assembly}' fix clean.pgm -o out.pgm"));
        OneLine(outcome.Refused("out.pgm", "cannot be written"));
        Assert.Equal(["clean.pgm"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Process_killed_in_the_middle_of_a_batch_leaves_only_whole_files()
    {
        string[] inputs = Enumerable.Range(0, 12).Select(index => MakePgm($"in{index:00}.pgm", 1200, 900, index)).ToArray();
        using (Process process = Fixpix.Start(Folder, ["fix", .. inputs, "-o", "out/"]))
        {
            Stopwatch patience = Stopwatch.StartNew();
            while (patience.Elapsed < TimeSpan.FromMinutes(1) && !process.HasExited
                && (!Directory.Exists(In("out")) || Directory.GetFiles(In("out"), "*.pgm").Length < 2))
            {
                Thread.Sleep(1);
            }

            process.Kill();
            process.WaitForExit();
        }

        string[] outputs = Directory.GetFiles(In("out"), "*.pgm");
        Assert.InRange(outputs.Length, 1, 12);
        foreach (string output in outputs)
        {
            Assert.Equal(new FileInfo(In("in00.pgm")).Length, new FileInfo(output).Length);
        }
    }

    private static void OneLine(Outcome outcome) =>
        Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n'), line => !line.StartsWith("note: ", StringComparison.Ordinal));
}
