using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Correction;

/// <summary>
/// A plan whose values come from a network. First opposite pairs give every mapped site that the network may see an estimate from good sites, so that it sees no bad value; then the network
/// predicts from that frame; last the predictions take the estimates' place, all at once, so that none is made from another.
/// </summary>
/// <param name="map">The bad sites.</param>
/// <param name="layout">Size, colours and levels of the frames.</param>
/// <param name="radius">How far around a site, itself left out, the network looks to predict it; null for a network that sees all sites.</param>
internal abstract class NetworkPlan(DefectMap map, MosaicLayout layout, int? radius = null) : OppositePairsPlan(map, layout, radius)
{
    private readonly WorkspacePool _workspaces = new();

    /// <summary>Pieces that the work falls into, whatever the number of threads.</summary>
    protected abstract int PieceCount { get; }

    /// <summary>Predicts the mapped sites of one piece.</summary>
    /// <param name="samples">The frame, with estimates at the mapped sites that the network may see.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="predicted">Gets the values of the piece's sites, DN, at their places in the map's order.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    protected abstract void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace);

    /// <summary>Places in the map's order of the bad sites of a row, from one column to before another.</summary>
    protected (int First, int End) OrdinalsIn(int row, int left, int right)
    {
        int start = row * Layout.Width;
        return (FirstFrom(start + left), FirstFrom(start + right));
    }

    /// <inheritdoc/>
    protected sealed override void Mend(ushort[] samples, WorkSettings work)
    {
        if (Map.Count == 0 || Map.Count == Layout.SampleCount)
        {
            // Without a good site there is nothing to predict from, and the samples stay as they are.
            return;
        }

        base.Mend(samples, work.Progress is null ? work : work with { Progress = null });
        Workspace kept = _workspaces.Take();
        (float[] memory, int start) = kept.Rent(Map.Count);
        if (work.Threads > 1 && PieceCount > 1)
        {
            PredictInParallel(samples, memory, start, work);
        }
        else
        {
            PredictInTurn(samples, memory.AsSpan(start, Map.Count), work);
        }

        Store(memory.AsSpan(start, Map.Count), samples);
        _workspaces.Return(kept);
    }

    private int FirstFrom(int site)
    {
        int found = Map.SiteIndices.BinarySearch(site);
        return found >= 0 ? found : ~found;
    }

    private void PredictInTurn(ushort[] samples, Span<float> predicted, WorkSettings work)
    {
        Workspace workspace = _workspaces.Take();
        for (int piece = 0; piece < PieceCount; piece++)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            Predict(samples, piece, predicted, workspace);
            work.Progress?.Report((piece + 1) / (double)PieceCount);
        }

        _workspaces.Return(workspace);
    }

    private void PredictInParallel(ushort[] samples, float[] memory, int start, WorkSettings work) => RowBands.Run(PieceCount, 1, work, (piece, _) =>
    {
        Workspace workspace = _workspaces.Take();
        Predict(samples, piece, memory.AsSpan(start, Map.Count), workspace);
        _workspaces.Return(workspace);
    });

    private void Store(ReadOnlySpan<float> predicted, ushort[] samples)
    {
        ReadOnlySpan<int> sites = Map.SiteIndices;
        for (int ordinal = 0; ordinal < predicted.Length; ordinal++)
        {
            samples[sites[ordinal]] = (ushort)Math.Clamp(predicted[ordinal] + 0.5f, 0f, ushort.MaxValue);
        }
    }
}
