using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class RawFolderTests : IDisposable
{
    private readonly RawFiles _raws = new();

    public void Dispose() => _raws.Dispose();

    [Fact]
    public void S7_layout_is_recognised_and_only_medium_exposures_count()
    {
        foreach (string scene in new[] { "20161107_1", "20161107_2" })
        {
            _raws.Add($"{scene}/medium_exposure.dng", "SM-G930F");
            _raws.Add($"{scene}/short_exposure1.dng", "SM-G930F");
        }

        RawFolder folder = _raws.Open();
        Assert.Equal(RawLayout.S7, folder.Layout);
        Assert.Equal("S7 ISP layout: 2 of 2 medium exposures, of 4 raw files", folder.Recognized);
        Assert.Equal(["20161107_1/medium_exposure.dng", "20161107_2/medium_exposure.dng"], folder.Files.Select(file => file.Name));
        Assert.All(folder.Files, file => Assert.Equal("FixPix SM-G930F 128×128 RGGB", file.Sensor));
        Assert.Equal(4, _raws.Open(RawLayout.Flat).Files.Count);
    }

    [Fact]
    public void FiveK_layout_is_recognised_and_the_model_is_asked_of_the_file()
    {
        _raws.Add("HQa1to700/photos/a0001-jmac_DSC1459.dng", "NIKON D70");
        _raws.Add("HQa1to700/photos/a0002-dgw_005.dng", "Canon EOS 5D");
        _raws.Add("HQa1to700/photos/a0003-NKIM.dng", "Canon EOS 5D Mark II");
        RawFolder folder = _raws.Open();
        Assert.Equal((RawLayout.FiveK, "FiveK layout: 1 of 3 DNGs are usable and of a Canon EOS 5D"), (folder.Layout, folder.Recognized));
        Assert.EndsWith("a0002-dgw_005.dng", Assert.Single(folder.Files).Name, StringComparison.Ordinal);
        Assert.Empty(folder.Skipped);
    }

    [Fact]
    public void Files_of_mixed_phases_sizes_and_formats_are_taken_and_what_cannot_be_used_is_listed_with_its_reason()
    {
        _raws.Add("a.dng", "One", 128, 130, CfaPattern.Gbrg);
        _raws.Add("b.dng", "Two", 150, 140, CfaPattern.Monochrome);
        _raws.Add("c.pgm", null);
        _raws.Add("black.dng", level: 60);
        _raws.Add("small.dng", width: 20, height: 300);
        File.WriteAllText(Path.Combine(_raws.Folder, "broken.dng"), "no picture");
        File.WriteAllBytes(Path.Combine(_raws.Folder, "dump.raw"), new byte[999]);
        RawFolder folder = _raws.Open(leastSide: 100);
        Assert.Equal(["a.dng", "b.dng", "c.pgm"], folder.Files.Select(file => file.Name));
        Assert.Equal("unknown camera 128×128 MONO", folder.Files[2].Sensor);
        Assert.Equal(4, folder.Skipped.Count);
        foreach ((string name, string reason) in new[] { ("black.dng", "all black"), ("small.dng", "20×300 sites that see light, at least 100×100 expected"), ("broken.dng", ""), ("dump.raw", "") })
        {
            string line = Assert.Single(folder.Skipped, line => line.StartsWith(Path.Combine(_raws.Folder, name), StringComparison.Ordinal));
            Assert.Contains(reason, line, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line);
        }
    }

    [Fact]
    public void Levels_are_those_of_all_samples_together()
    {
        _raws.Add("a.dng", level: 300);
        _raws.Add("b.dng", level: 500);
        (double mean, double deviation) = RawPhotograph.Levels([.. _raws.Open().Files]);
        Assert.Equal(400, mean, 1.0);
        Assert.Equal(Math.Sqrt((100 * 100) + (8 * 8)), deviation, 1.0);
    }

    [Fact]
    public void Pictures_of_one_exposure_are_told_from_others()
    {
        _raws.Add("a.dng", seconds: 0.5);
        _raws.Add("b.dng", seconds: 0.5);
        Assert.True(_raws.Open().IsOfOneExposure);
        _raws.Add("c.dng", seconds: 0.25);
        Assert.False(_raws.Open().IsOfOneExposure);
    }

    [Fact]
    public void A_folder_without_any_that_can_be_used_is_refused_with_the_first_reason()
    {
        Assert.False(RawFolder.HoldsRawFiles(_raws.Folder));
        File.WriteAllText(Path.Combine(_raws.Folder, "broken.dng"), "no picture");
        Assert.True(RawFolder.HoldsRawFiles(_raws.Folder));
        string message = Assert.Throws<FixPixException>(() => _raws.Open()).Message;
        Assert.Contains("none of 1 raw files can be used; ", message, StringComparison.Ordinal);
        Assert.Contains("broken.dng", message, StringComparison.Ordinal);
    }
}
