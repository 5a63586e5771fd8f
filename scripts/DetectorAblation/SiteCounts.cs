using FixPix.Defects;

namespace FixPix.DetectorAblation;

/// <summary>Counts the sites of mosaics that were spoiled at one rate and δ.</summary>
internal sealed class SiteCounts(double rate, double delta)
{
    private long _sites, _visible, _visibleFound, _found, _falseAlarms;
    private double _bits;

    /// <summary>Counts a mosaic: a site is called bad from a probability of 0.5 on.</summary>
    /// <param name="logOdds">What the network says of each site.</param>
    /// <param name="bad">What is bad.</param>
    /// <param name="visible">What of that stands out of the noise.</param>
    public void Add(float[] logOdds, DefectMask bad, DefectMask visible)
    {
        _sites += logOdds.Length;
        for (int site = 0; site < logOdds.Length; site++)
        {
            (int row, int column) = Math.DivRem(site, bad.Width);
            (bool isBad, bool isCalled) = (bad[row, column], logOdds[site] > 0);
            double wrong = isBad ? -logOdds[site] : logOdds[site];
            _bits += (Math.Max(wrong, 0) + Math.Log(1 + Math.Exp(-Math.Abs(wrong)))) / Math.Log(2);
            _found += isBad && isCalled ? 1 : 0;
            _falseAlarms += !isBad && isCalled ? 1 : 0;
            if (visible[row, column])
            {
                _visible++;
                _visibleFound += isCalled ? 1 : 0;
            }
        }
    }

    /// <summary>What came of it.</summary>
    public Figures ToFigures() => new(rate, delta, Share(_visibleFound, _visible), Share(_found, _found + _falseAlarms), 1e6 * _bits / _sites);

    private static double Share(long part, long whole) => whole == 0 ? 1 : part / (double)whole;
}
