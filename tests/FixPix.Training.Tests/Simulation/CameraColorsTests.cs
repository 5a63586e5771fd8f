using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class CameraColorsTests
{
    [Fact]
    public void Rows_of_every_matrix_add_up_to_one()
    {
        double[] matrix = new double[9];
        foreach (CameraMatrix camera in CameraMatrix.Known.Append(CameraMatrix.Draw(new SeededRandom(1))))
        {
            camera.BalancedFromSrgb(matrix);
            for (int row = 0; row < 3; row++)
            {
                Assert.Equal(1, matrix[3 * row] + matrix[(3 * row) + 1] + matrix[(3 * row) + 2], 1e-12);
                Assert.Equal(row, Array.IndexOf(matrix, matrix[(3 * row)..((3 * row) + 3)].Max()) - (3 * row));
            }
        }
    }

    [Fact]
    public void Matrix_in_a_file_sees_white_as_the_neutral_color()
    {
        double[] neutral = [0.5, 1, 0.7];
        double[] whiteXyz = [0.95047, 1, 1.08883];
        System.Collections.Immutable.ImmutableArray<double> matrix = CameraMatrix.Known[3].ScaledTo(neutral);
        for (int row = 0; row < 3; row++)
        {
            double seen = Enumerable.Range(0, 3).Sum(column => matrix[(3 * row) + column] * whiteXyz[column]);
            Assert.Equal(neutral[row], seen, 1e-3);
        }
    }

    [Fact]
    public void White_balance_is_undone_in_the_middle_and_spares_the_lights()
    {
        Assert.Equal(0.5, CameraColors.InverseGain(0.3, 2), 1e-12);
        Assert.Equal(0.5, CameraColors.InverseGain(CameraColors.Inflection, 2), 1e-12);
        Assert.Equal(1, CameraColors.InverseGain(1, 2), 1e-12);
        Assert.InRange(CameraColors.InverseGain(0.95, 2), 0.51, 0.99);

        // A gain below 1 makes raw values larger, never smaller.
        Assert.Equal(2, CameraColors.InverseGain(1, 0.5), 1e-12);
    }
}
