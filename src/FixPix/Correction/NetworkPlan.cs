using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Correction;

/// <summary>
/// A plan whose values come from networks. First every mapped site that a network may see gets an estimate from good sites, so that it sees no bad value, unless it was trained on those; then the networks
/// predict from that frame, each its sites; last the predictions take the estimates' place, all at once, so that none is made from another.
/// </summary>
internal sealed class NetworkPlan : CorrectionPlan
{
    private const int SitesPerBand = 65536;

    private readonly WorkspacePool _workspaces = new();
    private readonly SitePlan _estimates;
    private readonly SitePredictor[] _predictors;
    private readonly int _pieces;

    /// <summary>A plan of one network or several.</summary>
    /// <param name="estimates">Gives the mapped sites that a network may see their estimates; its map and layout are the plan's.</param>
    /// <param name="predictors">Makes the networks' parts from the sites that may be believed, the one that takes longest for a piece first; together they have every site once.</param>
    public NetworkPlan(SitePlan estimates, Func<GoodMask, SitePredictor[]> predictors)
        : base(estimates.Map, estimates.Layout)
    {
        (_estimates, _predictors) = (estimates, predictors(estimates.Good));
        _pieces = _predictors.Sum(static predictor => predictor.PieceCount);
    }

    /// <summary>Whether an estimate stands where all good sites of its colour around it agree with it: even light stays even, and clipped light clipped, to the DN.</summary>
    public bool KeepsEvenLight { get; init; }

    /// <summary>Whether the networks see the bad values themselves, as those do that were trained on them, and no estimates.</summary>
    public bool SeesBadValues { get; init; }

    private DefectMap Map => _estimates.Map;

    /// <inheritdoc/>
    protected override void Mend(ushort[] samples, WorkSettings work)
    {
        if (Map.Count == 0 || Map.Count == Layout.SampleCount)
        {
            // Without a good site there is nothing to predict from, and the samples stay as they are.
            return;
        }

        if (!SeesBadValues)
        {
            _estimates.Apply(samples, work.Progress is null ? work : work with { Progress = null });
        }

        Workspace kept = _workspaces.Take();
        (float[] memory, int start) = kept.Rent(Map.Count);
        if (work.Threads > 1 && _pieces > 1)
        {
            PredictInParallel(samples, memory, start, work);
        }
        else
        {
            PredictInTurn(samples, memory.AsSpan(start, Map.Count), work);
        }

        foreach (SitePredictor predictor in _predictors)
        {
            if (work.Threads > 1)
            {
                StoreInParallel(memory, start, predictor, samples, work);
            }
            else
            {
                Store(memory.AsSpan(start, predictor.Sites.Length), predictor.Sites, samples);
            }

            start += predictor.Sites.Length;
        }

        _workspaces.Return(kept);
    }

    private void PredictInTurn(ushort[] samples, Span<float> predicted, WorkSettings work)
    {
        Workspace workspace = _workspaces.Take();
        for (int piece = 0; piece < _pieces; piece++)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            Predict(samples, piece, predicted, workspace);
            work.Progress?.Report((piece + 1) / (double)_pieces);
        }

        _workspaces.Return(workspace);
    }

    private void PredictInParallel(ushort[] samples, float[] memory, int start, WorkSettings work) => RowBands.Run(_pieces, 1, work, (piece, _) =>
    {
        Workspace workspace = _workspaces.Take();
        Predict(samples, piece, memory.AsSpan(start, Map.Count), workspace);
        _workspaces.Return(workspace);
    });

    // Pieces are counted, and predictions kept, one predictor after the other.
    private void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace)
    {
        foreach (SitePredictor predictor in _predictors)
        {
            if (piece < predictor.PieceCount)
            {
                predictor.Predict(samples, piece, predicted[..predictor.Sites.Length], workspace);
                return;
            }

            piece -= predictor.PieceCount;
            predicted = predicted[predictor.Sites.Length..];
        }
    }

    private void StoreInParallel(float[] predicted, int start, SitePredictor predictor, ushort[] samples, WorkSettings work) =>
        RowBands.Run(predictor.Sites.Length, SitesPerBand, work with { Progress = null }, (first, end) => Store(predicted.AsSpan(start + first, end - first), predictor.Sites[first..end], samples));

    // Which sites are even follows from good ones alone, which stay as they are.
    private void Store(ReadOnlySpan<float> predicted, ReadOnlySpan<int> sites, ushort[] samples)
    {
        for (int ordinal = 0; ordinal < sites.Length; ordinal++)
        {
            if (!KeepsEvenLight || !_estimates.IsEven(samples, sites[ordinal]))
            {
                // No sensor reads more than white, unless its good sites do, of which an estimate is made.
                int most = KeepsEvenLight ? Math.Max(Layout.WhiteDn, samples[sites[ordinal]]) : Layout.WhiteDn;
                samples[sites[ordinal]] = (ushort)Math.Clamp(predicted[ordinal] + 0.5f, 0f, most);
            }
        }
    }
}
