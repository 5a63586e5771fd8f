using System.Text.Json.Nodes;

namespace FixPix.EndToEnd;

public sealed class SimulateTests : Workplace
{
    [Fact]
    public void Photograph_becomes_a_raw_file_that_says_whose_it_is()
    {
        MakePhotograph("photograph.png");
        Run("simulate", "photograph.png", "-o", "raw.dng", "--camera", "dslr-12", "--iso", "800", "--cfa", "GBRG").Succeeded();
        JsonNode info = Run("info", "raw.dng", "--json").Succeeded().Results.Single()!;
        Assert.Equal(("GBRG", 4095, "FixPix", "Simulated dslr-12", 800.0), ((string)info["cfa"]!, (int)info["white"]!, (string)info["make"]!, (string)info["model"]!, (double)info["iso"]!));
        Assert.Equal((96, 64), ((int)info["width"]!, (int)info["height"]!));
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        MakePhotograph("photograph.png");
        Run("simulate", "photograph.png", "-o", "one.pgm", "--camera", "random", "--seed", "4", "--threads", "1").Succeeded();
        Run("simulate", "photograph.png", "-o", "two.pgm", "--camera", "random", "--seed", "4", "--threads", "3").Succeeded();
        Run("simulate", "photograph.png", "-o", "other.pgm", "--camera", "random", "--seed", "5").Succeeded();
        Assert.Equal(Bytes("one.pgm"), Bytes("two.pgm"));
        Assert.NotEqual(Bytes("one.pgm"), Bytes("other.pgm"));
    }

    [Fact]
    public void Bad_use_is_one_line_and_nothing_is_replaced()
    {
        MakePhotograph("photograph.png");
        Run("simulate", "photograph.png", "-o", "raw.dng").Succeeded();
        byte[] before = Bytes("raw.dng");
        Run("simulate", "photograph.png", "-o", "raw.dng", "--seed", "2").Refused("raw.dng", "--overwrite");
        Assert.Equal(before, Bytes("raw.dng"));
        Run("simulate", "photograph.png", "-o", "out.dng", "--iso", "10").Refused("ISO 10", "100");
        Run("simulate", "photograph.png", "-o", "out.dng", "--camera", "leica").Refused("leica", "mono-12");
        Run("simulate", "photograph.png", "-o", "out.dng", "--cfa", "XXXX").Refused("XXXX");
        Run("simulate", "nowhere.png", "-o", "out.dng").Refused("nowhere.png");
        File.WriteAllBytes(In("broken.png"), Bytes("photograph.png")[..200]);
        Run("simulate", "broken.png", "-o", "out.dng").Refused("broken.png");
        Assert.False(File.Exists(In("out.dng")));
    }

    [Fact]
    public void List_shows_the_cameras() => Assert.Contains("mono-12", Run("simulate", "--camera", "list").Succeeded().Output, StringComparison.Ordinal);

    private void MakePhotograph(string name)
    {
        MakePgm("light.pgm");
        Run("convert", "light.pgm", "-o", name).Succeeded();
    }
}
