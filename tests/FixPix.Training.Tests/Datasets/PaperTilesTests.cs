using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class PaperTilesTests : IDisposable
{
    private const int Crops = 8;
    private readonly RawFiles _raws = new();

    public void Dispose() => _raws.Dispose();

    [Fact]
    public void S7_images_are_cut_into_64_tiles_of_378_by_504()
    {
        MosaicLayout layout = new(4032, 3024, CfaPattern.Rggb, 0, 1023);
        SensorArea[] tiles = [.. Enumerable.Range(0, PaperTiles.PerImage).Select(part => PaperTiles.AreaOf(layout, part))];
        Assert.All(tiles, tile => Assert.Equal((378, 504), (tile.Height, tile.Width)));
        Assert.Equal(new SensorArea(7 * 378, 7 * 504, 378, 504), tiles[^1]);
        Assert.Equal(64, tiles.Distinct().Count());
    }

    [Fact]
    public void Tiles_of_an_odd_share_stay_in_phase_and_inside_what_sees_light()
    {
        MosaicLayout layout = new(4476, 2954, CfaPattern.Rggb, 0, 4095) { ActiveArea = new SensorArea(33, 89, 2921, 4387) };
        foreach (SensorArea tile in Enumerable.Range(0, PaperTiles.PerImage).Select(part => PaperTiles.AreaOf(layout, part)))
        {
            Assert.Equal((1, 1), (tile.Top % 2, tile.Left % 2));
            Assert.True(tile.Bottom <= layout.ActiveArea.Bottom && tile.Right <= layout.ActiveArea.Right);
            Assert.Equal((364, 548), (tile.Height, tile.Width));
        }
    }

    [Theory]
    [InlineData("RGGB", 18)]
    [InlineData("GBRG", 18)]
    public void Tiles_are_one_normalised_channel_mirrored_to_the_multiple_with_defects_at_the_rate(string pattern, int tile)
    {
        CfaPattern cfa = CfaPattern.Named.Single(cfa => cfa.Name == pattern);
        IReadOnlyList<RawPhotograph> files = _raws.Fill(2, cfa: cfa, side: 8 * tile).Open().Files;
        PaperTiles tiles = new(files, Recipe(0.1, Crops));
        Assert.Equal(16, tiles.BatchesPerEpoch);
        TrainingBatch batch = tiles.Batch(0);
        Assert.Equal((Crops, 1, 1, 20, 20), (batch.Count, batch.Inputs, batch.Outputs, batch.Height, batch.Width));
        for (int place = 0; place < batch.Targets.Length; place++)
        {
            // Good sites are within noise of 300 or 310 DN, bad ones at least 70 % away.
            Assert.True(batch.Targets[place] == 1 ? Math.Abs(batch.Features[place]) > 15 : Math.Abs(batch.Features[place]) < 8, $"{batch.Features[place]} at {place}");
        }

        Assert.InRange(batch.Targets.Average(), 0.07, 0.13);
        Assert.Equal(batch.Features, new PaperTiles(files, Recipe(0.1, Crops)).Batch(0).Features);
    }

    [Fact]
    public void All_judges_every_tile_once_and_alike_each_time()
    {
        PaperTiles tiles = new(_raws.Fill(1, side: 128).Open().Files, Recipe(0.01, 5));
        IReadOnlyList<TrainingBatch> all = tiles.All();
        Assert.Equal(13, all.Count);
        Assert.Equal(64, all.Sum(static batch => batch.Count));
        Assert.Equal(all[3].Features, all.ElementAt(3).Features);
    }

    [Theory]
    [InlineData("RGGB", 0, 0, 546)]
    [InlineData("GBRG", 1, 0, 546)]
    [InlineData("BGGR", 1, 1, 520)]
    public void Tiles_of_tokens_begin_on_red_and_are_whole_numbers_of_tokens(string pattern, int top, int left, int width)
    {
        MosaicLayout layout = new(4368, 2912, CfaPattern.Named.Single(cfa => cfa.Name == pattern), 0, 4095);
        SensorArea[] tiles = [.. Enumerable.Range(0, PaperTiles.PerImage).Select(part => PaperTiles.AreaOf(layout, part, (9, 13)))];
        Assert.All(tiles, tile => Assert.Equal((360, width), (tile.Height, tile.Width)));
        Assert.All(tiles, tile => Assert.Equal((top, left), (tile.Top % 2, tile.Left % 2)));
        Assert.Equal((378, 504), (PaperTiles.AreaOf(new MosaicLayout(4032, 3024, CfaPattern.Rggb, 0, 1023), 0, (9, 12)).Height, PaperTiles.AreaOf(new MosaicLayout(4032, 3024, CfaPattern.Rggb, 0, 1023), 0, (9, 12)).Width));
    }

    [Fact]
    public void Tiles_to_rebuild_tell_what_bad_sites_would_have_read()
    {
        PaperRecipe recipe = new(0.3, 2, Seed: 1) { Token = (2, 4), Examples = static (count, tile) => new RawTileExamples(count, tile.Height, tile.Width, 300, 8) };
        TrainingBatch batch = new PaperTiles(_raws.Fill(1).Open().Files, recipe).Batch(3);
        Assert.Equal((2, 16, 16, 1, 1), (batch.Count, batch.Height, batch.Width, batch.Inputs, batch.Outputs));
        Assert.Equal(2 * (int)(0.3 * 256), batch.Targets.Count(static target => !float.IsNaN(target)));
        for (int place = 0; place < batch.Targets.Length; place++)
        {
            // Good sites are within noise of 300 DN, bad ones at least 70 % away; what they would have read is like the good ones.
            Assert.True(float.IsNaN(batch.Targets[place]) ? Math.Abs(batch.Features[place]) < 8 : Math.Abs(batch.Features[place]) > 15 && Math.Abs(batch.Targets[place]) < 8, $"{batch.Features[place]} at {place}");
        }
    }

    private static PaperRecipe Recipe(double rate, int crops) => new(rate, crops, Seed: 1) { Examples = static (count, tile) => DetectorExamples.OfRaw(count, tile, 4, 300, 8) };
}
