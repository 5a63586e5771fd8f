using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace FixPix.EndToEnd;

public sealed class ModelOptionTests : Workplace
{
    [Fact]
    public void Networks_from_files_find_and_mend()
    {
        string clean = MakePgm("clean.pgm", 96, 64);
        Run("inject", clean, "--cfa", "RGGB", "-o", "spoiled.pgm", "--rate", "0.5%", "--seed", "3").Succeeded();
        WriteDetector("find.safetensors");
        WriteCorrector("mend.safetensors");
        Run("detect", "spoiled.pgm", "--cfa", "RGGB", "--black", "0", "--model", "find.safetensors", "-o", "found.json").Succeeded();
        JsonNode score = Run("score", "--truth", "spoiled.truth.json", "--map", "found.json", "--json").Succeeded().Results[0]!;
        Assert.InRange((double)score["recall"]!, 0.7, 1);
        Run("correct", "spoiled.pgm", "--cfa", "RGGB", "--map", "found.json", "--model", "mend.safetensors", "-o", "one.pgm").Succeeded();
        Run("correct", "spoiled.pgm", "--cfa", "RGGB", "--map", "found.json", "--corrector", "classical", "-o", "two.pgm").Succeeded();
        Assert.Equal(Samples("two.pgm"), Samples("one.pgm"));
        Run("fix", "spoiled.pgm", "--cfa", "RGGB", "--black", "0", "--model", "find.safetensors", "--model", "mend.safetensors", "-o", "three.pgm").Succeeded();
        Assert.Equal(Samples("one.pgm"), Samples("three.pgm"));
    }

    [Fact]
    public void Networks_are_measured_beside_named_methods_with_their_calibration()
    {
        MakePgm("clean.pgm", 96, 64);
        Directory.CreateDirectory(In("other"));
        WriteDetector("find.safetensors");
        WriteDetector("other/find.safetensors");
        WriteCorrector("mend.safetensors");
        string[] command = ["evaluate", "clean.pgm", "--cfa", "RGGB", "--black", "0", "--rates", "1%", "--model", "find.safetensors", "--model", "mend.safetensors", "--json"];
        JsonArray rows = Run([.. command, "--detector", "classical", "--model", "other/find.safetensors"]).Succeeded().Results[0]!["rows"]!.AsArray();
        Assert.Equal(["classical", "find.safetensors", "other/find.safetensors"], rows.Select(row => (string)row!["detector"]!));
        Assert.Null(rows[0]!["calibration"]);
        JsonNode calibration = rows[1]!["calibration"]!;
        Assert.Equal(96 * 64, calibration["bins"]!.AsArray().Sum(bin => (long)bin!["count"]!));
        Assert.Equal(61, calibration["bins"]!.AsArray().Sum(bin => (long)bin!["bad"]!));
        Assert.InRange((double)calibration["expectedError"]!, 0, (double)calibration["contestedError"]!);
        Assert.Equal((double)rows[1]!["recall"]!, (double)rows[2]!["recall"]!);
        Assert.InRange((double)rows[1]!["mending"]![0]!["trueMapNmse"]!, 0, 0.1);
        JsonNode quick = Assert.Single(Run([.. command, "--no-ece"]).Succeeded().Results[0]!["rows"]!.AsArray())!;
        Assert.Equal((null, (double)rows[1]!["recall"]!), (quick["calibration"], (double)quick["recall"]!));
    }

    [Fact]
    public void Three_ways_to_combine_frames_are_measured_beside_each_other()
    {
        string[] files = [.. Enumerable.Range(0, 2).Select(index => MakePgm($"f{index}.pgm", 96, 64, index))];
        WriteDetector("find.safetensors");
        string[] command = ["evaluate", .. files, "--cfa", "RGGB", "--black", "0", "--frames", "2", "--rates", "1%", "--model", "find.safetensors", "--json"];
        JsonArray rows = Run([.. command, "--combine", "log-odds,mean,count"]).Succeeded().Results[0]!["rows"]!.AsArray();
        Assert.Equal(["find.safetensors", "find.safetensors, mean", "find.safetensors, count"], rows.Select(row => (string)row!["detector"]!));
        Assert.Equal([true, true, false], rows.Select(row => row!["calibration"] is not null));
        Assert.All(rows, row => Assert.InRange((double)row!["visibleRecall"]!, 0.5, 1));
        Run([.. command, "--combine", "guess"]).Refused("--combine 'guess'");
    }

    [Fact]
    public void A_network_of_the_wrong_kind_or_one_too_many_is_refused_in_one_line()
    {
        MakePgm("clean.pgm");
        WriteDetector("find.safetensors");
        WriteCorrector("mend.safetensors");
        Refused("which 'detect' has no use for", "detect", "clean.pgm", "--cfa", "RGGB", "--model", "mend.safetensors", "-o", "map.json");
        Refused("--detector is given for that already", "detect", "clean.pgm", "--cfa", "RGGB", "--model", "find.safetensors", "--detector", "classical", "-o", "map.json");
        Refused("another --model is given", "fix", "clean.pgm", "--cfa", "RGGB", "--model", "mend.safetensors", "--model", "mend.safetensors", "-o", "out.pgm");
        File.WriteAllText(In("torn.safetensors"), "not a network");
        Refused("torn.safetensors", "detect", "clean.pgm", "--cfa", "RGGB", "--model", "torn.safetensors", "-o", "map.json");
    }

    private void Refused(string why, params string[] words)
    {
        Outcome outcome = Run(words);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(why, Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    // Log-odds are 100 · |difference to the neighbours| − 15.
    private void WriteDetector(string name)
    {
        float[] first = new float[8 * 16 * 9], second = new float[8 * 8 * 9], head = new float[4 * 8];
        for (int channel = 0; channel < 8; channel++)
        {
            first[(((channel * 16) + 4 + (channel % 4)) * 9) + 4] = channel < 4 ? 1 : -1;
            second[(((channel * 8) + channel) * 9) + 4] = 1;
            head[(channel % 4 * 8) + channel] = 100;
        }

        WriteModel(
            name,
            new() { ["format"] = "fixpix-1", ["architecture"] = "unet", ["task"] = "detector", ["input"] = "planes", ["inputs"] = "16", ["outputs"] = "4", ["levels"] = "8", ["head"] = "sigmoid" },
            ("down.0.conv1.weight", [8, 16, 3, 3], first),
            ("down.0.conv2.weight", [8, 8, 3, 3], second),
            ("head.weight", [4, 8, 1, 1], head),
            ("head.bias", [4], [-15, -15, -15, -15]));
    }

    // Adds nothing to the estimate by opposite pairs.
    private void WriteCorrector(string name) => WriteModel(
        name,
        new() { ["format"] = "fixpix-1", ["architecture"] = "patch-mlp", ["task"] = "corrector", ["input"] = "relative", ["size"] = "5", ["widths"] = "48,1" },
        ("layers.0.weight", [1, 48], new float[48]),
        ("layers.0.bias", [1], new float[1]));

    private void WriteModel(string name, JsonObject metadata, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        JsonObject header = new() { ["__metadata__"] = metadata };
        long offset = 0;
        foreach ((string tensor, int[] shape, float[] values) in tensors)
        {
            header[tensor] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. shape.Select(length => JsonValue.Create(length))]),
                ["data_offsets"] = new JsonArray(offset, offset += 4 * values.Length),
            };
        }

        byte[] text = Encoding.UTF8.GetBytes(header.ToJsonString());
        using FileStream stream = File.Create(In(name));
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        stream.Write(length);
        stream.Write(text);
        foreach ((_, _, float[] values) in tensors)
        {
            stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }
}
