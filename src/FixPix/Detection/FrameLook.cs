using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// What a network makes of a frame as a whole and of each part of it, by which its log-odds are judged: how many sites it is certain of, and where it has its doubts. Few doubtful sites are bad: where many lie together, the network
/// misreads the picture there, as it may in fine texture, in the steps of a coarse converter or behind a mask. Counted from several threads at once, in any order.
/// </summary>
internal sealed class FrameLook
{
    /// <summary>Log-odds above which the network is certain of a site: texture hardly ever reaches them.</summary>
    public const float Certain = 2;

    // Rows and columns that are judged together, and how many sites of the whole frame stand beside them: a block alone tells little.
    private const int Block = 32;
    private const double SitesOfFrame = 300;

    private readonly MosaicLayout _layout;
    private readonly float _doubtful, _notDoubtful;
    private readonly int _blockColumns;
    private readonly int[] _counts;
    private readonly Lazy<(float[] Good, float[] Doubtful)> _doubts;
    private long _certain;

    /// <summary>Has not looked yet.</summary>
    /// <param name="layout">The layout of the frame.</param>
    /// <param name="doubtful">Log-odds from which on a site is doubtful.</param>
    /// <param name="notDoubtful">Log-odds from which on it is more than that.</param>
    public FrameLook(MosaicLayout layout, float doubtful = -5, float notDoubtful = -1)
    {
        (_layout, _doubtful, _notDoubtful) = (layout, doubtful, notDoubtful);
        _blockColumns = (layout.Width + Block - 1) / Block;
        _counts = new int[_blockColumns * ((layout.Height + Block - 1) / Block)];
        _doubts = new(Doubts);
    }

    /// <summary>The share of sites that the network is certain of.</summary>
    public double CertainShare => _certain / (double)_layout.SampleCount;

    /// <summary>Counts all sites of a frame.</summary>
    /// <param name="logOdds">height × width, row-major.</param>
    /// <param name="work">Threads.</param>
    public void Count(float[] logOdds, WorkSettings work) => RowBands.Run(_layout.Height, FrameFindings.RowsPerBand, work, (first, end) =>
    {
        for (int row = first; row < end; row++)
        {
            Count(row, 0, logOdds.AsSpan(row * _layout.Width, _layout.Width));
        }
    });

    /// <summary>Counts a part of a row; all of them, before anything is asked.</summary>
    /// <param name="row">The mosaic's row.</param>
    /// <param name="left">The first column.</param>
    /// <param name="logOdds">One number a column.</param>
    public void Count(int row, int left, ReadOnlySpan<float> logOdds)
    {
        int certain = 0;
        for (int first = 0; first < logOdds.Length;)
        {
            int block = (left + first) / Block, end = Math.Min(logOdds.Length, ((block + 1) * Block) - left), doubtful = 0;
            foreach (float site in logOdds[first..end])
            {
                certain += site > Certain ? 1 : 0;
                doubtful += IsDoubtful(site) ? 1 : 0;
            }

            if (doubtful > 0)
            {
                Interlocked.Add(ref _counts[(row / Block * _blockColumns) + block], doubtful);
            }

            first = end;
        }

        Interlocked.Add(ref _certain, certain);
    }

    /// <summary>ln of the share of doubtful sites around a site, itself not counted.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="logOdds">What the network says of it.</param>
    public float DoubtAround(int row, int column, float logOdds)
    {
        (float[] good, float[] doubtful) = _doubts.Value;
        return (IsDoubtful(logOdds) ? doubtful : good)[(row / Block * _blockColumns) + (column / Block)];
    }

    private bool IsDoubtful(float logOdds) => logOdds >= _doubtful && logOdds < _notDoubtful;

    // Half a site of the frame is doubtful where none is, as the logarithm counts.
    private (float[] Good, float[] Doubtful) Doubts()
    {
        double beside = SitesOfFrame * Math.Max(0.5, _counts.Sum(static count => (long)count)) / _layout.SampleCount;
        float[] good = new float[_counts.Length], doubtful = new float[_counts.Length];
        for (int block = 0; block < _counts.Length; block++)
        {
            (int top, int left) = (block / _blockColumns * Block, block % _blockColumns * Block);
            double others = (Math.Min(Block, _layout.Height - top) * Math.Min(Block, _layout.Width - left)) - 1 + SitesOfFrame;
            good[block] = (float)Math.Log((_counts[block] + beside) / others);
            doubtful[block] = (float)Math.Log((Math.Max(0, _counts[block] - 1) + beside) / others);
        }

        return (good, doubtful);
    }
}
