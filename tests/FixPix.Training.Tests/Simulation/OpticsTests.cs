using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class OpticsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1.5, 0)]
    [InlineData(1.93, 0.001)]
    public void Area_filter_keeps_straight_lines_straight(double scale, double magnification)
    {
        const int Length = 200;
        float[] source = [.. Enumerable.Range(0, Length + AreaTaps.Count).Select(index => index + 0.5f)];
        int count = (int)(Length / scale);
        AreaTaps taps = new();
        taps.Prepare(0, count, scale, magnification, Length);
        float[] target = new float[count];
        taps.Resample(source, 0, target);
        for (int index = 5; index < count - 5; index++)
        {
            double centre = (Length / 2.0) + ((((index + 0.5) * scale) - (Length / 2.0)) / (1 + magnification));

            // Source pixels are even squares, so a mean over a part of one is off by up to an eighth of a step.
            Assert.Equal(centre, target[index], 0.13);
            Assert.Equal(1, taps.WeightsOf(index).ToArray().Sum(), 1e-5);
        }
    }

    [Fact]
    public void Blur_spreads_a_point_by_its_sigma_and_keeps_its_light()
    {
        const int Size = 40, Middle = 20;
        CameraOptics optics = new() { CoreSigma = 1.1, HaloShare = 0 };
        OpticalBlur blur = new();
        blur.Prepare(optics, new FilmLook());
        blur.Begin(Size);
        (double light, double spread, double lopsided) = (0, 0, 0);
        float[] source = new float[128];
        float[] target = new float[128];
        for (int row = 0; row < Size; row++)
        {
            source[Middle + blur.Radius] = row == Middle ? 1 : 0;
            blur.Push(1, row, source);
            if (row < 2 * blur.Radius)
            {
                continue;
            }

            blur.Fill(1, row - blur.Radius, target);
            for (int column = 0; column < Size; column++)
            {
                light += target[column];
                spread += target[column] * (column - Middle) * (column - Middle);
                lopsided += target[column] * (column - Middle);
            }
        }

        Assert.Equal(1, light, 1e-5);
        Assert.Equal(0, lopsided, 1e-5);
        Assert.Equal(1.1, Math.Sqrt(spread), 0.05);
    }
}
