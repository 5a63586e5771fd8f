using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.CorrectorAblation;

/// <summary>Rates in even shares of themselves, not of their logarithm, from the lowest of a range to the highest.</summary>
internal static class EvenRates
{
    // As InjectionRange: where more is bad a line has no room.
    private const double HighestWithLines = 0.5;

    /// <summary>The defects of a crop at another rate: the one that is as far from the lowest to the highest as the drawn one by its logarithm.</summary>
    public static InjectionSettings Of(InjectionSettings drawn, InjectionRange range)
    {
        double share = Math.Log(drawn.Rate / range.LowestRate) / Math.Log(range.HighestRate / range.LowestRate);
        InjectionSettings even = drawn with { Rate = range.LowestRate + (share * (range.HighestRate - range.LowestRate)) };
        return even.Rate < HighestWithLines ? even : even with { Rows = 0, Columns = 0, PartialColumns = 0 };
    }
}
