namespace FixPix.Experiments.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData(0.009999, "0.0100")]
    [InlineData(0.0099949, "0.00999")]
    [InlineData(0.99999, "1.00")]
    [InlineData(99.96, "100")]
    [InlineData(0.00012345, "0.000123")]
    [InlineData(12345.6, "12,346")]
    [InlineData(0.0, "0")]
    [InlineData(null, "–")]
    public void Numbers_have_three_significant_digits(double? value, string text) => Assert.Equal(text, Text.Number(value));
}
