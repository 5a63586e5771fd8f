using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>How much one frame speaks for each of its sites being bad, in log-odds.</summary>
/// <remarks>
/// A bad site's residual is taken to be of any size, evenly in its logarithm, from a tenth of the light to the whole
/// range, to either side. The part of these that noise and unrest would hide, and one in seven besides, is taken to
/// look like good sites. So a site in texture, in the dark, or in saturation says little either way.
/// </remarks>
internal sealed class FrameEvidence
{
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

    private FrameEvidence(Mosaic frame, PlaneSites sites, float most)
    {
        (_frame, _sites, _most) = (frame, sites, most);
        _noise = NoiseModel.Of(frame, sites);
    }

    /// <summary>Measures how the residuals of a frame are distributed.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="sites">Its neighbourhoods.</param>
    /// <param name="most">The most that one frame may say for a site being bad, log-odds.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public static FrameEvidence Of(Mosaic frame, PlaneSites sites, float most, WorkSettings work)
    {
        FrameEvidence evidence = new(frame, sites, most);
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

    /// <summary>Hands out the evidence of each site of a band that says anything.</summary>
    /// <param name="first">First row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="window">Scratch memory.</param>
    /// <param name="take">Gets row · width + column and the log-odds.</param>
    public void OfBand(int first, int end, DifferenceWindow window, Action<int, float> take) =>
        ForEachSite(first, end, window, (site, residual) => take(site, LogOdds(residual)));

    private void ForEachSite(int first, int end, DifferenceWindow window, Action<int, Residual> take)
    {
        window.Fill(_frame, _sites, first, end);
        MosaicLayout layout = _frame.Layout;
        for (int row = first; row < end; row++)
        {
            ReadOnlySpan<int> differences = window.MoveTo(_frame, row);
            ReadOnlySpan<ushort> samples = _frame.Row(row);
            for (int column = 0; column < samples.Length; column++)
            {
                int aroundDn = samples[column] - differences[column];
                if (Saturation.Hides(layout, samples[column], aroundDn))
                {
                    continue;
                }

                int position = layout.Cfa.PositionAt(row, column);
                float sigmaDn = _noise.SigmaDn(position, aroundDn);
                int sizeDn = Math.Abs(differences[column]);
                float unrestDn = (float)window.MeanOfOthersDn(column, sizeDn);
                float scaleDn = sigmaDn + unrestDn;
                int index = EvidenceTable.Index(unrestDn / sigmaDn, differences[column] > 0, sizeDn / scaleDn);
                float lightDn = Math.Max(aroundDn - layout.BlackDn[position], sigmaDn);
                take((row * layout.Width) + column, new Residual(index, sizeDn, scaleDn, lightDn));
            }
        }
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
