using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Tests.RawFiles;

public sealed class LayoutSettingsTests
{
    [Fact]
    public void Layout_of_a_silent_file_is_monochrome_over_its_range_and_says_so()
    {
        List<string> notes = [];
        MosaicLayout layout = LayoutSettings.Make(5, 4, 1023, RawReadSettings.Default, notes);
        Assert.Equal((5, 4, 1023, 0f), (layout.Width, layout.Height, layout.WhiteDn, layout.BlackAt(3, 3)));
        Assert.Same(CfaPattern.Monochrome, layout.Cfa);
        Assert.Contains("--cfa", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_takes_the_users_word()
    {
        List<string> notes = [];
        RawReadSettings settings = new() { Cfa = CfaPattern.Gbrg, BlackDn = 64.5f, Bits = 12 };
        MosaicLayout layout = LayoutSettings.Make(5, 4, 65535, settings, notes);
        Assert.Equal((4095, 64.5f, CfaPattern.Gbrg), (layout.WhiteDn, layout.BlackAt(1, 1), layout.Cfa));
        Assert.Equal(4000, LayoutSettings.Make(5, 4, 65535, settings with { WhiteDn = 4000 }, notes).WhiteDn);
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData(256, null, null, "white level 256")]
    [InlineData(0, null, null, "white level 0")]
    [InlineData(null, 300f, null, "black level 300")]
    [InlineData(null, float.NaN, null, "black level NaN")]
    [InlineData(null, null, 17, "bits 17")]
    [InlineData(null, null, 9, "white level 511")]
    public void Layout_refuses_levels_outside_the_range(int? white, float? black, int? bits, string message)
    {
        RawReadSettings settings = new() { WhiteDn = white, BlackDn = black, Bits = bits };
        Assert.Contains(message, Assert.Throws<FixPixException>(() => LayoutSettings.Make(2, 2, 255, settings, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Correction_changes_only_what_the_user_gave()
    {
        MosaicLayout file = new(8, 6, CfaPattern.Rggb, 0, 4095) { BlackDn = [1, 2, 3, 4], ActiveArea = new SensorArea(1, 1, 4, 6) };
        Assert.Same(file, LayoutSettings.Correct(file, 4095, new RawReadSettings { Bits = 8 }));
        MosaicLayout corrected = LayoutSettings.Correct(file, 4095, new RawReadSettings { Cfa = CfaPattern.Bggr, WhiteDn = 4000 });
        Assert.Equal((CfaPattern.Bggr, 4000, file.ActiveArea, 3f), (corrected.Cfa, corrected.WhiteDn, corrected.ActiveArea, corrected.BlackAt(1, 0)));
        Assert.Equal(9f, LayoutSettings.Correct(file, 4095, new RawReadSettings { BlackDn = 9 }).BlackAt(1, 1));
    }
}
