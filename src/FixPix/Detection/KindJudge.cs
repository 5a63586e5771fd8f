using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Tells the kinds of a sensor's defects from what its frames show of them: what each site reads against its good
/// neighbours of the same colour, in how different light.
/// </summary>
/// <remarks>
/// One frame is read when the map is known. Of several, which are seen once, only suspects are followed, each from the frame
/// that first makes it one; at most one site in 16 (2 bytes for each site of the sensor): where there are more, the first
/// frame decides alone. Decision record: docs/decisions/kinds-and-groups.md.
/// </remarks>
/// <param name="first">The first frame.</param>
/// <param name="work">Threads, cancellation.</param>
internal sealed class KindJudge(Mosaic first, WorkSettings work)
{
    private const int SitesPerSuspect = 16;
    private const int SitesPerBand = 4096;

    private readonly WorkSettings _work = work with { Progress = null };
    private readonly GoodNeighbors _neighbors = new(first.Layout.Cfa);
    private readonly DefectMask _suspects = new(first.Width, first.Height);
    private KindEvidence[]? _followed = [];

    /// <summary>Looks at one frame of several, the first one too.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="suspects">Sites that the map may come to hold, as it looks by now.</param>
    public void Observe(Mosaic frame, DefectMask suspects)
    {
        if (_followed is null)
        {
            return;
        }

        for (int row = 0; row < _suspects.Height; row++)
        {
            Join(_suspects.RowWords(row), suspects.RowWords(row));
        }

        int count = _suspects.Count();
        if (count > frame.Samples.Length / SitesPerSuspect)
        {
            _followed = null;
            return;
        }

        KindEvidence[] followed = _followed = count == _followed.Length ? _followed : WithNewOnes(_followed, count);
        double exposure = frame.Camera.ExposureSeconds / first.Camera.ExposureSeconds ?? 1;
        RowBands.Run(count, SitesPerBand, _work, (start, end) =>
        {
            foreach (ref KindEvidence evidence in followed.AsSpan(start, end - start))
            {
                (int row, int column) = Math.DivRem(evidence.Site, frame.Width);
                evidence.Add(_neighbors.Read(frame, _suspects, row, column), frame.Layout, frame.Layout.BlackAt(row, column), exposure);
            }
        });
    }

    /// <summary>The defects that findings are, with nothing else of a map.</summary>
    /// <param name="findings">All that the map will hold, in the order of their sites.</param>
    public DefectMap Name(IReadOnlyList<Finding> findings)
    {
        DefectMask bad = new(first.Width, first.Height);
        foreach (Finding finding in findings)
        {
            bad[finding.Site / first.Width, finding.Site % first.Width] = true;
        }

        int[] sites = new int[findings.Count];
        DefectKind[] kinds = new DefectKind[findings.Count];
        float[] probabilities = new float[findings.Count];
        RowBands.Run(kinds.Length, SitesPerBand, _work, (start, end) =>
        {
            for (int place = start; place < end; place++)
            {
                (sites[place], probabilities[place]) = (findings[place].Site, findings[place].Probability);
                kinds[place] = KindOf(sites[place], bad);
            }
        });
        return DefectMap.OfSorted(SensorIdentity.Of(first), sites, kinds, probabilities);
    }

    private DefectKind KindOf(int site, DefectMask bad)
    {
        (int row, int column) = Math.DivRem(site, first.Width);
        float blackDn = first.Layout.BlackAt(row, column);
        int place = _followed is null ? -1 : PlaceOf(_followed, site);
        if (place >= 0)
        {
            return _followed![place].KindOf(first.Layout, blackDn);
        }

        KindEvidence once = new(site);
        once.Add(_neighbors.Read(first, bad, row, column), first.Layout, blackDn, 1);
        return once.KindOf(first.Layout, blackDn);
    }

    private KindEvidence[] WithNewOnes(KindEvidence[] known, int count)
    {
        KindEvidence[] all = new KindEvidence[count];
        (int place, int next) = (0, 0);
        foreach ((int row, int column) in _suspects.Sites())
        {
            int site = (row * first.Width) + column;
            all[place++] = next < known.Length && known[next].Site == site ? known[next++] : new KindEvidence(site);
        }

        return all;
    }

    private static int PlaceOf(KindEvidence[] sorted, int site)
    {
        (int low, int high) = (0, sorted.Length - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int here = sorted[middle].Site;
            if (here == site)
            {
                return middle;
            }

            (low, high) = here < site ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private static void Join(Span<ulong> words, ReadOnlySpan<ulong> more)
    {
        for (int word = 0; word < words.Length; word++)
        {
            words[word] |= more[word];
        }
    }
}
