using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class PhotographToneTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void Inverse_tone_curve_undoes_the_tone_curve(double strength)
    {
        for (double value = 0; value <= 1; value += 1 / 128.0)
        {
            Assert.Equal(value, PhotographTone.InvertTone(PhotographTone.ApplyTone(value, strength), strength), 1e-6);
        }
    }

    [Fact]
    public void Gamma_goes_there_and_back()
    {
        for (double value = 0; value <= 1; value += 1 / 255.0)
        {
            Assert.Equal(value, PhotographTone.EncodeSrgb(PhotographTone.DecodeSrgb(value)), 1e-7);
        }

        // A value that IEC 61966-2-1 fixes: 18 % grey is about 118 of 255.
        Assert.Equal(117.6, 255 * PhotographTone.EncodeSrgb(0.18), 0.1);
    }

    [Fact]
    public void Full_tone_curve_is_smoothstep()
    {
        Assert.Equal(0.15625, PhotographTone.ApplyTone(0.25, 1), 1e-12);
        Assert.Equal(0.5, PhotographTone.ApplyTone(0.5, 0.7), 1e-12);
    }

    [Fact]
    public void Table_is_exact_at_eight_bits_and_rises()
    {
        float[] table = new float[PhotographTone.MaxCode + 1];
        PhotographTone.FillTable(0.6, table);
        for (int value = 0; value <= 255; value++)
        {
            double light = PhotographTone.DecodeSrgb(PhotographTone.InvertTone(value / 255.0, 0.6));
            Assert.Equal(light, table[16 * value], 1e-6);
        }

        Assert.All(table.Zip(table.Skip(1)), pair => Assert.True(pair.First < pair.Second));
    }
}
