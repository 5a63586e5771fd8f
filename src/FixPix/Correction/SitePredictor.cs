using FixPix.Neural;

namespace FixPix.Correction;

/// <summary>A network's part of a <see cref="NetworkPlan"/>: gives some of the bad sites their values, piece by piece.</summary>
/// <param name="sites">Those sites, row × width + column, in order.</param>
/// <param name="width">Columns of the frame.</param>
internal abstract class SitePredictor(ReadOnlyMemory<int> sites, int width)
{
    /// <summary>Its sites, in order.</summary>
    public ReadOnlySpan<int> Sites => sites.Span;

    /// <summary>Pieces that the work falls into, whatever the number of threads.</summary>
    public abstract int PieceCount { get; }

    /// <summary>Predicts the sites of one piece.</summary>
    /// <param name="samples">The frame, with estimates at the bad sites that the network may see.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="predicted">Gets the values of the piece's sites, DN, at their places in <see cref="Sites"/>.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    public abstract void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace);

    /// <summary>Places of the sites of a row, from one column to before another.</summary>
    protected (int First, int End) OrdinalsIn(int row, int left, int right) => (FirstFrom((row * width) + left), FirstFrom((row * width) + right));

    /// <summary>Whether any of the sites lies in the rows from <paramref name="top"/> to before <paramref name="bottom"/> and the columns from <paramref name="left"/> to before <paramref name="right"/>.</summary>
    protected bool AnyIn(int top, int bottom, int left, int right)
    {
        for (int row = top; row < bottom; row++)
        {
            (int first, int end) = OrdinalsIn(row, left, right);
            if (first < end)
            {
                return true;
            }
        }

        return false;
    }

    private int FirstFrom(int site)
    {
        int found = Sites.BinarySearch(site);
        return found >= 0 ? found : ~found;
    }
}
