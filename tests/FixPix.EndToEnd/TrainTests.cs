using System.Diagnostics;
using System.Text.Json.Nodes;
using FixPix.Models;
using FixPix.Neural.Weights;

namespace FixPix.EndToEnd;

/// <summary><c>fixpix train</c>.</summary>
public sealed class TrainTests : Workplace
{
    private static readonly string[] s_small = ["--steps", "2", "--crops", "2", "--side", "16"];

    [Fact]
    public void Bad_use_is_refused_by_name()
    {
        Run("train", "detector", "nowhere", "-o", "out").Refused("nowhere: no such folder");
        Run("train", "detector", ".", "-o", "out").Refused("0 photographs of 0 PNG files can be used");
        Run("train", "detector", ".", "-o", "out", "--side", "20").Refused("--side 20", "a multiple of 8");
        Run("train", "detector", ".").Refused("--output");
        Run("train", "detector", ".", "-o", "out", "--preset", "paper", "--steps", "5").Refused("--steps: is for --preset ours");
        Run("train", "detector", ".", "-o", "out", "--epochs", "5").Refused("--epochs: is for --preset paper");
        Run("train", "detector", ".", "-o", "out", "--from", "nowhere").Refused("nowhere: cannot be read");
        Run("train", "detector", ".", "-o", "out", "--preset", "paper", "--from", "detector").Refused("--from: is for --preset ours");
        Run("train", "detector", ".", "-o", "out", "--look-again-after", "detector,second-look,detector").Refused("3 files, expected the first look's and at most the second's");
        Run("train", "detector", ".", "-o", "out", "--look-again-after", "detector,detector").Refused("metadata 'input' is 'planes', expected 'second-look'");
        Run("train", "detector", ".", "-o", "out", "--split-by", "sensor").Refused("--split-by: is for raw files");
        Run("train", "detector", ".", "-o", "out", "--preset", "paper").Refused("no raw files there");
    }

    [Fact]
    public void Raw_files_are_learned_from_and_the_test_part_is_listed()
    {
        MakeRaws(count: 5);
        File.WriteAllText(In("raws/broken.pgm"), "no picture");
        Outcome outcome = Run(["train", "detector", "raws", "-o", "out", "--list-split", "split.tsv", "--json", .. s_small]).Succeeded();
        Assert.Contains("left out: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("broken.pgm", outcome.Errors, StringComparison.Ordinal);
        Assert.InRange(outcome.Results[0]!["waitShare"]!.GetValue<double>(), 0, 1);
        string[] parts = [.. File.ReadAllLines(In("split.tsv")).Skip(1).Select(line => line.Split('\t')[2]).Order()];
        Assert.Equal(["test", "training", "training", "training", "validation"], parts);

        JsonNode metadata = Run("model", "info", "out/best.safetensors", "--json").Succeeded().Results[0]!["metadata"]!;
        Assert.StartsWith("raws: 5 files", metadata["data"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("8:1:1 by image", metadata["split"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("2 of 2", metadata["steps"]!.GetValue<string>());
        Assert.DoesNotContain(Folder, metadata.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Photographs_end_in_calibrated_weights_that_detect_takes()
    {
        MakePhotographs(width: 96, height: 80);
        string[] train = ["train", "detector", "photos", "-o", "out", "--json", "--steps", "4", "--crops", "2", "--side", "16"];
        Assert.Equal(Path.Combine("out", "detector.safetensors"), (string)Run(train).Succeeded().Results[0]!["weights"]!);
        JsonNode metadata = Run("model", "info", "out/detector.safetensors", "--json").Succeeded().Results[0]!["metadata"]!;
        Assert.Contains(':', (string)metadata["calibration"]!);
        Run("detect", "light1.pgm", "--cfa", "RGGB", "--model", "out/detector.safetensors", "-o", "map.json").Succeeded();

        // Again: nothing is left to learn, and the weights are the same.
        byte[] before = Bytes("out/detector.safetensors");
        File.Delete(In("out/detector.safetensors"));
        Assert.Equal(4, (long)Run(train).Succeeded().Results[0]!["steps"]!);
        Assert.Equal(before, Bytes("out/detector.safetensors"));
    }

    [Fact]
    public void Training_goes_on_from_weights_of_the_same_network_and_says_so()
    {
        MakeRaws(count: 3);
        Run(["train", "detector", "raws", "-o", "out", "--from", "detector", "--learning-rate", "0", .. s_small]).Succeeded();
        Assert.Contains("begun with shipped detector", (string)Run("model", "info", "out/best.safetensors", "--json").Succeeded().Results[0]!["metadata"]!["recipe"]!, StringComparison.Ordinal);

        // Nothing was learned at a rate of 0: they find what the shipped ones find.
        using WeightFile shipped = ShippedModels.Open(ShippedModels.Detector), own = WeightFile.Open(In("out/best.safetensors"));
        TensorInfo tensor = shipped.Tensors[0];
        Assert.Equal(shipped.Read(tensor.Name, [.. tensor.Shape]).Values, own.Read(tensor.Name, [.. tensor.Shape]).Values);

        Run("model", "new", "unet", "-o", "other.safetensors", "--set", "levels=8,16").Succeeded();
        OneLine(Run(["train", "detector", "raws", "-o", "other", "--from", "other.safetensors", .. s_small]).Refused("other.safetensors: of another network: levels 8,16, expected 32,32,48,64"));
    }

    [Fact]
    public void A_reconstructor_and_a_corrector_are_trained_and_mend_with_a_map()
    {
        MakePhotographs(width: 120, height: 100);
        Run("train", "reconstructor", "photos", "-o", "out", "--steps", "0").Refused("--steps 0, --crops 16, --side 48: expected at least 1");
        Assert.Equal(Path.Combine("out", "best.safetensors"), (string)Run(["train", "reconstructor", "photos", "-o", "out", "--json", .. s_small]).Succeeded().Results[0]!["weights"]!);
        Assert.Contains("wait-seconds,gain-db@0.0003", File.ReadLines(In("out/training.csv")).First(), StringComparison.Ordinal);
        Run("inject", "light1.pgm", "--cfa", "RGGB", "--rate", "20%", "-o", "bad.pgm").Succeeded();
        Run("correct", "bad.pgm", "--cfa", "RGGB", "--map", "bad.truth.json", "--model", "out/best.safetensors", "-o", "mended.pgm").Succeeded();
        Assert.NotEqual(Bytes("bad.pgm"), Bytes("mended.pgm"));
        Run("train", "reconstructor", "photos", "-o", "found", "--steps", "1", "--side", "16", "--found-by", "unet").Succeeded();
        Assert.Contains("that unet finds", (string)Run("model", "info", "found/best.safetensors", "--json").Succeeded().Results[0]!["metadata"]!["recipe"]!, StringComparison.Ordinal);
        Run("train", "reconstructor", "photos", "-o", "none", "--found-by", "nobody").Refused("detector 'nobody': expected one of");
        Run("train", "corrector", "photos", "-o", "mlp", "--size", "5", "--steps", "2").Succeeded();
        Run("correct", "bad.pgm", "--cfa", "RGGB", "--map", "bad.truth.json", "--model", "mlp/best.safetensors", "-o", "patched.pgm").Succeeded();
        Assert.NotEqual(Bytes("mended.pgm"), Bytes("patched.pgm"));
        Run("train", "corrector", "photos", "-o", "mlp", "--size", "7").Refused("7");
        Run("train", "corrector", "photos", "-o", "mlp", "--size", "5", "--bad-neighbours", "3").Refused("--bad-neighbours: is for --preset paper");
        Run("train", "corrector", "photos", "-o", "mlp", "--size", "5", "--bad-neighbours", "25").Refused("--bad-neighbours 25: expected 0 to 24");
    }

    [Fact]
    public void The_papers_recipe_runs_to_its_end_on_one_camera_and_refuses_two()
    {
        MakeRaws(count: 3);
        string[] paper = ["train", "detector", "raws", "-o", "out", "--preset", "paper", "--epochs", "1", "--levels", "4,8", "--rate", "1%"];
        Assert.Contains("training part: mean", Run(paper).Succeeded().Errors, StringComparison.Ordinal);
        Assert.Contains("of 8", Run("model", "info", "out/best.safetensors").Succeeded().Output, StringComparison.Ordinal);
        MakePgm("raws/other.pgm", 144, 160);
        OneLine(Run(paper).Refused("2 sensors", "expected one sensor"));
    }

    // The limit on a file's size stands in for the disk's end. The runtime must not map its code through a file then.
    [Fact]
    public void Full_disk_leaves_the_checkpoint_before()
    {
        MakeRaws(count: 3);
        Run(["train", "detector", "raws", "-o", "out", .. s_small]).Succeeded();
        byte[] before = Bytes("out/checkpoint.safetensors");
        Process limited = Fixpix.StartProgram(
            Folder, "bash", "-c", $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 256; exec dotnet exec '{Fixpix.Assembly}' train detector raws -o out --quiet --steps 4 --crops 2 --side 16");
        OneLine(Fixpix.Finish(limited).Refused("safetensors", "cannot be written"));
        Assert.Equal(before, Bytes("out/checkpoint.safetensors"));
        Assert.Equal(["best.safetensors", "checkpoint.safetensors", "training.csv"], Directory.GetFiles(In("out")).Select(Path.GetFileName).Order());
        Assert.Contains("goes on after step 2", Run("train", "detector", "raws", "-o", "out", "--steps", "4", "--crops", "2", "--side", "16").Succeeded().Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Missing_or_wrong_libtorch_is_one_line_that_says_what_to_install(bool there)
    {
        Directory.CreateDirectory(In("torch"));
        if (there)
        {
            File.WriteAllText(In("torch/libfixpix_torch.so"), "no library");
        }

        Outcome outcome = Fixpix.Finish(Fixpix.StartProgram(Folder, "env", $"FIXPIX_TORCH={In("torch")}", "dotnet", "exec", Fixpix.Assembly, "train", "detector", ".", "-o", "out"));
        OneLine(outcome.Refused("training needs libtorch", "install libtorch-dev"));
        Assert.False(Directory.Exists(In("out")));
    }

    private static void OneLine(Outcome outcome) => Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n'), static line => line.StartsWith("fixpix: ", StringComparison.Ordinal));

    private void MakePhotographs(int width, int height)
    {
        Directory.CreateDirectory(In("photos"));
        foreach (int photograph in new[] { 1, 2 })
        {
            Run("convert", MakePgm($"light{photograph}.pgm", width, height, photograph), "-o", $"photos/{photograph}.png").Succeeded();
        }
    }

    private void MakeRaws(int count)
    {
        Directory.CreateDirectory(In("raws"));
        for (int file = 0; file < count; file++)
        {
            MakePgm($"raws/{file}.pgm", 128, 128, seed: file + 1);
        }
    }
}
