using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>How much one frame speaks for each of its sites being bad, in log-odds, by how far sites are from their surroundings and how common that is in this frame.</summary>
/// <remarks>
/// A bad site's residual is taken to be of any size, evenly in its logarithm, from a tenth of the light to the whole
/// range, to either side. The part of these that noise and unrest would hide, and one in seven besides, is taken to
/// look like good sites. So a site in texture, in the dark, or in saturation says little either way.
/// </remarks>
internal sealed class ResidualEvidence
{
    /// <summary>The most that a frame may say of a site beside what a network says of it: 0.6 of the prior log-odds of one site in 10,000.</summary>
    public const float Most = 5.526f;

    private const float HiddenShare = 0.15f;
    private const float LeastShareOfLight = 0.1f;

    // Within so many times noise and unrest a defect cannot be told from a good site.
    private const float HiddenSize = 2;

    // So many sites give the distribution; all would give the same more slowly.
    private const int EnoughSites = 1_500_000;

    private readonly Mosaic _frame;
    private readonly PlaneSites _sites;
    private readonly NoiseModel _noise;
    private readonly EvidenceTable _table = new();
    private readonly float _most;

    private ResidualEvidence(Mosaic frame, PlaneSites sites, float most)
    {
        (_frame, _sites, _most) = (frame, sites, most);
        _noise = NoiseModel.Of(frame, sites);
    }

    /// <summary>Measures how the residuals of a frame are distributed, for use beside a network.</summary>
    public static ResidualEvidence Of(Mosaic frame, WorkSettings work) => Of(frame, PlaneSites.Of(frame.Layout.Cfa), Most, work with { Progress = null });

    /// <summary>Measures how the residuals of a frame are distributed.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="sites">Its neighbourhoods.</param>
    /// <param name="most">The most that one frame may say for a site being bad, log-odds.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public static ResidualEvidence Of(Mosaic frame, PlaneSites sites, float most, WorkSettings work)
    {
        ResidualEvidence evidence = new(frame, sites, most);
        int stride = 1 + (frame.Samples.Length / EnoughSites);
        Lock gate = new();
        RowBands.Run(frame.Height, FrameFindings.RowsPerBand, work, () => new DifferenceWindow(frame.Width), (first, end, window) =>
        {
            if (first / FrameFindings.RowsPerBand % stride != 0)
            {
                return;
            }

            EvidenceTable table = new();
            evidence.ForEachSite(first, end, window, (_, residual) => table.Add(residual.Index));
            lock (gate)
            {
                evidence._table.Add(table);
            }
        });
        evidence._table.Finish();
        return evidence;
    }

    /// <summary>Hands out the evidence of every site that says anything.</summary>
    /// <param name="take">Gets row · width + column and the log-odds; from several threads, each with rows of its own.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public void OfAll(Action<int, float> take, WorkSettings work) =>
        RowBands.Run(_frame.Height, FrameFindings.RowsPerBand, work, () => new DifferenceWindow(_frame.Width), (first, end, window) =>
            ForEachSite(first, end, window, (site, residual) => take(site, LogOdds(residual))));

    /// <summary>The evidence of some sites.</summary>
    /// <param name="sites">The sites, in order.</param>
    /// <param name="work">Threads, cancellation.</param>
    /// <returns>A number for each; 0 where a site says nothing.</returns>
    public float[] OfSites(IReadOnlyList<SiteLogOdds> sites, WorkSettings work)
    {
        float[] logOdds = new float[sites.Count];
        int[] firsts = FirstOfBands(sites);
        RowBands.Run(_frame.Height, FrameFindings.RowsPerBand, work, () => new DifferenceWindow(_frame.Width), (first, end, window) =>
        {
            int place = firsts[first / FrameFindings.RowsPerBand], last = firsts[(first / FrameFindings.RowsPerBand) + 1];
            if (place == last)
            {
                return;
            }

            window.Fill(_frame, _sites, first, end);
            for (int row = -1; place < last; place++)
            {
                (int at, int column) = Math.DivRem(sites[place].Site, _frame.Width);
                if (at != row)
                {
                    row = at;
                    window.MoveTo(_frame, row);
                }

                logOdds[place] = Of(row, column, window) is { } residual ? LogOdds(residual) : 0;
            }
        });
        return logOdds;
    }

    // Where the sites of each band begin, and where the last ends.
    private int[] FirstOfBands(IReadOnlyList<SiteLogOdds> sites)
    {
        int[] firsts = new int[((_frame.Height + FrameFindings.RowsPerBand - 1) / FrameFindings.RowsPerBand) + 1];
        foreach (SiteLogOdds site in sites)
        {
            firsts[(site.Site / _frame.Width / FrameFindings.RowsPerBand) + 1]++;
        }

        for (int band = 1; band < firsts.Length; band++)
        {
            firsts[band] += firsts[band - 1];
        }

        return firsts;
    }

    private void ForEachSite(int first, int end, DifferenceWindow window, Action<int, Residual> take)
    {
        window.Fill(_frame, _sites, first, end);
        for (int row = first; row < end; row++)
        {
            window.MoveTo(_frame, row);
            for (int column = 0; column < _frame.Width; column++)
            {
                if (Of(row, column, window) is { } residual)
                {
                    take((row * _frame.Width) + column, residual);
                }
            }
        }
    }

    // Null where light hides the site. The window stands at the row.
    private Residual? Of(int row, int column, DifferenceWindow window)
    {
        MosaicLayout layout = _frame.Layout;
        int sampleDn = _frame[row, column], differenceDn = window.At(column), aroundDn = sampleDn - differenceDn;
        if (Saturation.Hides(layout, sampleDn, aroundDn))
        {
            return null;
        }

        int position = layout.Cfa.PositionAt(row, column);
        float sigmaDn = _noise.SigmaDn(position, aroundDn);
        int sizeDn = Math.Abs(differenceDn);
        float unrestDn = (float)window.MeanOfOthersDn(column, sizeDn);
        float scaleDn = sigmaDn + unrestDn;
        int index = EvidenceTable.Index(unrestDn / sigmaDn, differenceDn > 0, sizeDn / scaleDn);
        return new Residual(index, sizeDn, scaleDn, Math.Max(aroundDn - layout.BlackDn[position], sigmaDn));
    }

    private float LogOdds(in Residual residual)
    {
        float leastDn = LeastShareOfLight * residual.LightDn;
        float span = MathF.Log(Math.Max(_frame.Layout.WhiteDn, 2 * leastDn) / leastDn);
        float hiddenDn = HiddenSize * residual.ScaleDn;
        float hidden = HiddenShare;
        if (hiddenDn > leastDn)
        {
            hidden += (1 - HiddenShare) * Math.Min(1, MathF.Log(hiddenDn / leastDn) / span);
        }

        if (residual.SizeDn <= hiddenDn)
        {
            return MathF.Log(hidden);
        }

        // Defects fainter than a tenth of the light are rarer the fainter they are, not unheard of.
        float faintness = Math.Min(1, residual.SizeDn / leastDn);
        float bad = (1 - HiddenShare) * 0.5f * EvidenceTable.StepWidth / span * (faintness * faintness * faintness);
        return Math.Min(_most, MathF.Log(hidden + (bad / _table.ShareOfGood(residual.Index))));
    }

    /// <summary>One site's distance from its surroundings.</summary>
    /// <param name="Index">Its place in the table.</param>
    /// <param name="SizeDn">Its size.</param>
    /// <param name="ScaleDn">Noise and unrest together.</param>
    /// <param name="LightDn">What the surroundings read above black.</param>
    private readonly record struct Residual(int Index, int SizeDn, float ScaleDn, float LightDn);
}
