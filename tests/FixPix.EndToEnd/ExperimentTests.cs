using System.Text.Json.Nodes;

namespace FixPix.EndToEnd;

/// <summary><c>fixpix experiment</c>, on scenes that the tests make.</summary>
public sealed class ExperimentTests : Workplace
{
    [Fact]
    public void All_experiments_make_one_report_and_a_second_run_takes_every_cell_from_the_cache()
    {
        MakeData(photographs: 3, shots: 3);
        Outcome first = Experiment("all").Succeeded();
        string[] files = [.. Directory.GetFiles(In("report")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        string markdown = File.ReadAllText(In("report/README.md")), html = File.ReadAllText(In("report/index.html"));
        foreach (string name in (string[])["table1", "calibration", "neighbours", "patch-size", "interpolation", "rates", "clusters", "peers"])
        {
            Assert.Contains($"{name}.csv", files);
            Assert.Contains($"{name}.json", files);
            Assert.Contains($"<h2 id=\"{name}\">", html, StringComparison.Ordinal);
        }

        Assert.All((string[])["rates", "neighbours", "patch-size", "calibration-iou"], name => Assert.Contains($"{name}.svg", files));
        Assert.Contains("strips-1.png", files);
        Assert.Contains("paper, S7 ISP", markdown, StringComparison.Ordinal);
        Assert.Contains("MLP 5×5", markdown, StringComparison.Ordinal);
        Assert.Contains("2 sensors, or sizes, each measured on its own", markdown, StringComparison.Ordinal);
        Assert.Contains("`calibration` needs several images of a sensor", markdown, StringComparison.Ordinal);
        Assert.Contains("the vision transformer autoencoder has no weights", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(Folder, markdown, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"strips", html, StringComparison.Ordinal);
        Assert.Contains("seconds", first.Output + markdown, StringComparison.Ordinal);

        JsonNode second = Experiment("all", "--overwrite", "--json").Succeeded().Results[0]!;
        Assert.Equal(0, (int)second["measured"]!);
        Assert.Equal(markdown, File.ReadAllText(In("report/README.md")));
        Experiment("all").Refused("README.md: exists already; --overwrite replaces the report");
    }

    [Fact]
    public void Numbers_do_not_depend_on_threads_and_an_interrupted_run_goes_on()
    {
        MakeData(photographs: 2, shots: 1);
        Experiment("table1").Succeeded();
        string table = File.ReadAllText(In("report/table1.csv"));
        File.Delete(Directory.GetFiles(In("cache"), "table1-*")[0]);
        Assert.Equal(1, (int)Experiment("table1", "--overwrite", "--json").Succeeded().Results[0]!["measured"]!);
        Assert.Equal(table, File.ReadAllText(In("report/table1.csv")));
        Run("experiment", "table1", "--data", "data", "-o", "again", "--quick", "--threads", "1", "--cache", "other").Succeeded();
        Assert.Equal(table, File.ReadAllText(In("again/table1.csv")));
        Run("experiment", "table1", "--data", "data", "-o", "third", "--quick", "--seed", "2", "--cache", "cache").Succeeded();
        Assert.NotEqual(table, File.ReadAllText(In("third/table1.csv")));
    }

    [Fact]
    public void What_is_missing_is_a_line_and_the_rest_goes_on()
    {
        MakeData(photographs: 2, shots: 1);
        File.WriteAllText(In("data/torn.dng"), "torn");
        Outcome outcome = Experiment("rates", "--vit", "nowhere.safetensors", "--vega", "nowhere");
        outcome.Refused("torn.dng: not a raw file", "nowhere.safetensors: cannot be read", "vega packages are missing");
        string markdown = File.ReadAllText(In("report/README.md"));
        Assert.Contains("could not be measured: torn.dng: not a raw file", markdown, StringComparison.Ordinal);
        Assert.Contains("*NMSE by the share of bad sites, true map*: not drawn", markdown, StringComparison.Ordinal);
        Assert.Contains("`learned`", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transformer_that_was_trained_by_the_papers_recipe_stands_beside_the_rest()
    {
        MakeData(photographs: 1, shots: 3);
        Directory.CreateDirectory(In("shots"));
        foreach (string shot in Directory.GetFiles(In("data"), "shot*.dng"))
        {
            File.Move(shot, In("shots/" + Path.GetFileName(shot)));
        }

        Run("train", "reconstructor", "shots", "-o", "vit", "--preset", "paper", "--epochs", "1", "--rate", "20%", "--encoder", "16,1,2", "--decoder", "16,1,2").Succeeded();
        Experiment("rates", "--vit", "vit/best.safetensors").Succeeded();
        Assert.Matches(@"\| `ViT autoencoder` *\| *true map *\|", File.ReadAllText(In("report/README.md")));
        Assert.Contains(",ViT autoencoder,", File.ReadAllText(In("report/rates.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_libtorch_the_papers_networks_are_left_out_with_a_line()
    {
        MakeData(photographs: 2, shots: 1);
        string[] words = ["env", $"FIXPIX_TORCH={In("torch")}", "dotnet", "exec", Fixpix.Assembly, "experiment", "neighbours", "--data", "data", "-o", "report", "--quick", "--cache", "cache"];
        Fixpix.Finish(Fixpix.StartProgram(Folder, words[0], words[1..])).Refused("the paper's MLPs are left out of `neighbours`: training needs libtorch", "experiment neighbours: nothing could be measured");
        words[6] = "interpolation";
        Fixpix.Finish(Fixpix.StartProgram(Folder, words[0], words[1..])).Succeeded();
        Assert.Contains("training needs libtorch", File.ReadAllText(In("report/README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_use_is_one_line_and_leaves_nothing()
    {
        Directory.CreateDirectory(In("data"));
        Experiment("table1").Refused("data: no raw file there that FixPix reads, and no photograph in photos/test");
        File.WriteAllText(In("data/torn.dng"), "torn");
        Experiment("table1").Refused("data/torn.dng: not a raw file", "data: none of its raw files can be read, and no photograph in photos/test");
        File.Delete(In("data/torn.dng"));
        Experiment("figure7").Refused("experiment 'figure7': expected one of table1, calibration");
        Run("experiment", "table1", "--data", "nowhere", "-o", "report").Refused("nowhere: no such folder");
        Run("experiment", "table1", "-o", "report").Refused("--data");
        MakePgm("data/one.pgm");
        Run("experiment", "table1", "--data", "data", "-o", "data/report").Refused("-o data/report: lies in the data folder");
        Run("experiment", "table1", "--data", "data", "-o", "data").Refused("-o data: lies in the data folder");
        Experiment("calibration").Refused("one file; `calibration` needs several images of a sensor", "experiment calibration: nothing could be measured");
        Assert.Equal(["data"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
        File.WriteAllText(In("report"), "mine");
        Experiment("table1").Refused("-o report: is a file");
    }

    private Outcome Experiment(string name, params string[] words) => Run(["experiment", name, "--data", "data", "-o", "report", "--quick", "--cache", "cache", .. words]);

    // Photographs for simulated cameras, shots of one camera, and one of another.
    private void MakeData(int photographs, int shots)
    {
        Directory.CreateDirectory(In("data/photos/test"));
        Directory.CreateDirectory(In("data/photos/train"));
        for (int index = 0; index < photographs; index++)
        {
            MakePgm("light.pgm", 272, 256, index);
            Run("convert", "light.pgm", "-o", $"data/photos/test/{index}.png").Succeeded();
            File.Copy(In($"data/photos/test/{index}.png"), In($"data/photos/train/{index}.png"));
        }

        for (int shot = 0; shot < shots; shot++)
        {
            Run("simulate", $"data/photos/test/{shot % photographs}.png", "-o", $"data/shot{shot}.dng", "--camera", "dslr-14", "--seed", $"{shot}").Succeeded();
        }

        MakePgm("data/other.pgm", 160, 144);
        File.Delete(In("light.pgm"));
    }
}
