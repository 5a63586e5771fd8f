using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Turns log-odds of sites into findings: which are enough, and to which side the site is wrong.</summary>
/// <param name="frame">The frame whose samples say whether a site reads too high or too low.</param>
/// <param name="least">The log-odds that a bad site exceeds.</param>
internal sealed class SiteEvidence(Mosaic frame, float least)
{
    private readonly PlaneSites _sites = PlaneSites.Of(frame.Layout.Cfa);

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
                (found ??= []).Add(new Finding((row * frame.Width) + column, Certainty.OfLogOdds(logOdds[place]), IsHigh(row, column)));
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
        FrameFindings findings = new(frame.Height);
        RowBands.Run(frame.Height, FrameFindings.RowsPerBand, work with { Progress = null }, (first, end) =>
        {
            List<Finding>? found = null;
            for (int row = first; row < end; row++)
            {
                Span<float> logOdds = sums.AsSpan(row * frame.Width, frame.Width);
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

    private bool IsHigh(int row, int column)
    {
        Span<ushort> values = stackalloc ushort[PlaneSites.NeighborCount];
        int count = _sites.Gather(frame, row, column, values);
        values[..count].Sort();
        return count == 0 || 2 * frame[row, column] > values[(count - 1) / 2] + values[count / 2];
    }
}
