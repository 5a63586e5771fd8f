using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Tests.Correction;

/// <summary>What tells one way of estimating from another, on values worked out by hand.</summary>
public class CorrectorMethodTests
{
    private static readonly MosaicLayout s_mono = CorrectionCases.Layout(CfaPattern.Monochrome, 9, 9);
    private static readonly MosaicLayout s_bayer = CorrectionCases.Layout(CfaPattern.Rggb, 9, 9);

    private static Func<int, int, int>[] Across { get; } = [(row, _) => row, (_, column) => column, (row, column) => row + column, (row, column) => row - column];

    [Theory]
    [InlineData("nearest", 204)]
    [InlineData("nearest-blind", 304)]
    [InlineData("mean", 404)]
    [InlineData("mean-blind", 404)]
    [InlineData("median", 404)]
    public void On_a_ramp_of_rows_each_takes_the_neighbours_it_names(string corrector, int expected)
    {
        // A red site of RGGB: its colour is two rows away, other colours one.
        Assert.Equal(expected, MendCenter(corrector, s_bayer, (row, column) => (100 * row) + column));
    }

    [Theory]
    [InlineData("mean", 150)]
    [InlineData("median", 100)]
    [InlineData("adaptive", 100)]
    public void One_odd_neighbour_moves_the_mean_and_not_the_median_nor_the_least_gradient(string corrector, int expected)
    {
        Assert.Equal(expected, MendCenter(corrector, s_bayer, (row, column) => (row, column) == (2, 4) ? 500 : 100));
    }

    [Fact]
    public void Opposite_pairs_weigh_by_distance_and_agreement()
    {
        // The vertical pair differs by 3, the horizontal one by 0, the diagonals by 7 each.
        int mended = MendCenter("opposite-pairs", s_bayer, (row, column) => (row - 4, column - 4) switch
        {
            (-2, 0) => 200,
            (2, 0) => 203,
            (0, -2) or (0, 2) => 100,
            (-2, _) => 300,
            (2, _) => 307,
            _ => 0,
        });
        double vertical = 0.5 / 4;
        double horizontal = 0.5;
        double diagonals = 2 / Math.Sqrt(8) / 8;
        double expected = ((vertical * 201.5) + (horizontal * 100) + (diagonals * 303.5)) / (vertical + horizontal + diagonals);
        Assert.Equal(Math.Round(expected), mended);
    }

    [Theory]
    [InlineData("adaptive", 2000)]
    [InlineData("opposite-pairs", 1995)]
    [InlineData("dng-directional", 2000)]
    [InlineData("classical", 1950)]
    public void Edges_of_every_direction_are_continued_not_blurred(string corrector, int atLeast)
    {
        foreach (Func<int, int, int> across in Across)
        {
            int center = across(4, 4);
            Assert.InRange(MendCenter(corrector, s_mono, (row, column) => across(row, column) >= center ? 2000 : 200), atLeast, 2000);
        }
    }

    [Fact]
    public void The_classical_corrector_continues_a_line_that_no_pair_across_it_can_see()
    {
        foreach (Func<int, int, int> across in Across)
        {
            int center = across(4, 4);
            Assert.InRange(MendCenter("classical", s_mono, (row, column) => across(row, column) == center ? 2000 : 200), 1900, 2000);
        }
    }

    [Fact]
    public void The_DNG_estimator_lets_the_other_colours_choose_the_direction()
    {
        // Red is a checkerboard without a direction of its own; the other colours are constant along rows.
        int mended = MendCenter("dng-directional", s_bayer, (row, column) => (row % 2, column % 2) switch
        {
            (0, 0) => row == 4 ? 700 : 300,
            _ => 100 * row,
        });
        Assert.Equal(700, mended);
    }

    [Fact]
    public void The_Fourier_model_continues_a_wave_that_neighbours_cannot_show()
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Monochrome, 25, 25);
        ushort[] truth = CorrectionCases.Frame(layout, (row, column) => 2000 + (1000 * Math.Cos(Math.PI * 3 / 8 * (row - 12)) * Math.Cos(Math.PI / 2 * (column - 12))));
        DefectMap map = CorrectionCases.Block(layout, 12, 12, 1, 1);
        ushort[] spoiled = CorrectionCases.Spoil(truth, map, _ => 0);
        double Error(string corrector) => Math.Abs(CorrectionCases.Mend(corrector, map, layout, spoiled)[map.SiteIndices[0]] - 3000.0);
        Assert.True(Error("frequency-selective") < 100, $"error {Error("frequency-selective")}");
        Assert.True(Error("mean") > 500, $"error of the mean {Error("mean")}");
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.4)]
    [InlineData(0.7)]
    [InlineData(0.85)]
    public void The_classical_corrector_beats_opposite_pairs_on_a_scene_at_every_rate(double rate)
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            MosaicLayout layout = CorrectionCases.Layout(cfa, 160, 120);
            ushort[] truth = CorrectionCases.Photograph(layout, 31);
            DefectMap map = CorrectionCases.Random(layout, rate, 5);
            ushort[] spoiled = CorrectionCases.Spoil(truth, map, _ => 0);
            double Error(string corrector) => Nmse(truth, CorrectionCases.Mend(corrector, map, layout, spoiled), map);
            Assert.True(Error("classical") < Error("opposite-pairs"), $"{cfa}: {Error("classical")} and {Error("opposite-pairs")}");
        }
    }

    private static double Nmse(ushort[] truth, ushort[] mended, DefectMap map)
    {
        (double error, double power) = (0, 0);
        foreach (int site in map.SiteIndices)
        {
            error += Math.Pow(mended[site] - (double)truth[site], 2);
            power += Math.Pow(truth[site], 2);
        }

        return error / power;
    }

    private static int MendCenter(string corrector, MosaicLayout layout, Func<int, int, double> value)
    {
        DefectMap map = CorrectionCases.Block(layout, 4, 4, 1, 1);
        return CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Frame(layout, value))[(4 * layout.Width) + 4];
    }
}
