using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Turns log-odds of sites into findings: which are enough.</summary>
/// <param name="layout">The layout of the frames.</param>
/// <param name="least">The log-odds that a bad site exceeds.</param>
internal sealed class SiteEvidence(MosaicLayout layout, float least)
{
    /// <summary>Judges a part of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="left">The first column.</param>
    /// <param name="logOdds">One number a column; one that is no number speaks for nothing.</param>
    /// <param name="found">Where findings go; made when the first is found.</param>
    public void Judge(int row, int left, ReadOnlySpan<float> logOdds, ref List<Finding>? found)
    {
        for (int place = 0; place < logOdds.Length; place++)
        {
            if (logOdds[place] > least)
            {
                int column = left + place;
                (found ??= []).Add(new Finding((row * layout.Width) + column, Certainty.OfLogOdds(logOdds[place])));
            }
        }
    }

    /// <summary>Judges the whole frame.</summary>
    /// <param name="sums">What frames said of each site, added up.</param>
    /// <param name="toLogOdds">What a sum comes to.</param>
    /// <param name="work">Threads.</param>
    /// <returns>In the order of the sites.</returns>
    public List<Finding> Judge(float[] sums, Func<float, float> toLogOdds, WorkSettings work)
    {
        FrameFindings findings = new(layout.Height);
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, work with { Progress = null }, (first, end) =>
        {
            List<Finding>? found = null;
            for (int row = first; row < end; row++)
            {
                Span<float> logOdds = sums.AsSpan(row * layout.Width, layout.Width);
                foreach (ref float site in logOdds)
                {
                    site = toLogOdds(site);
                }

                Judge(row, 0, logOdds, ref found);
            }

            findings.Set(first, found ?? []);
        });
        return findings.Sorted();
    }
}
