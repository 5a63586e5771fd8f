using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>The median over frames of each site, and how far its values spread.</summary>
/// <remarks>
/// Memory: the frames themselves up to 16; each full block of 16 is replaced by its median, which then counts 16 times
/// (P. J. Rousseeuw and G. W. Bassett, "The remedian", JASA 85, 1990). So at most 16 + N/16 frames of 2 bytes a site,
/// and 2 more for the spread. The frames' samples are kept, not copied.
/// </remarks>
internal sealed class FrameStack
{
    /// <summary>From this many frames on a spread is known: its largest and its smallest value do not count.</summary>
    public const int FewestForSpread = 4;

    private const int BlockSize = 16;
    private const int RowsPerBand = 32;

    private readonly WorkSettings _work;
    private readonly List<ushort[]> _frames = [];
    private readonly List<ushort[]> _blocks = [];
    private ushort[]? _spreadDn;

    /// <summary>A stack with its first frame.</summary>
    public FrameStack(Mosaic first, WorkSettings work)
    {
        (First, _work) = (first, work);
        Add(first);
    }

    /// <summary>The first frame: all are of its sensor.</summary>
    public Mosaic First { get; }

    /// <summary>Puts one more frame on the stack.</summary>
    public void Add(Mosaic frame)
    {
        _frames.Add(frame.Samples);
        if (_frames.Count == BlockSize)
        {
            Widen();
            _blocks.Add(Median([.. _frames], []));
            _frames.Clear();
        }
    }

    /// <summary>The median of each site over the frames, DN, rounded up between two; Height × Width.</summary>
    public ushort[] Median() =>
        _frames.Count == 1 && _blocks.Count == 0 ? _frames[0] : Median([.. _frames], [.. _blocks]);

    /// <summary>
    /// The second largest minus the second smallest value of each site, DN (so that a cosmic ray does not count): the
    /// largest over the blocks of 16 frames. Null of fewer than <see cref="FewestForSpread"/> frames.
    /// </summary>
    public ushort[]? SpreadDn()
    {
        if (_frames.Count >= FewestForSpread)
        {
            Widen();
        }

        return _spreadDn;
    }

    private ushort[] Median(ushort[][] frames, ushort[][] blocks)
    {
        ushort[] medians = new ushort[First.Samples.Length];
        ForEachBand((first, end) =>
        {
            // Value above, weight below: sorted, the weights run along.
            Span<uint> values = new uint[frames.Length + blocks.Length];
            for (int site = first; site < end; site++)
            {
                for (int place = 0; place < values.Length; place++)
                {
                    bool isFrame = place < frames.Length;
                    uint value = isFrame ? frames[place][site] : blocks[place - frames.Length][site];
                    values[place] = (value << 8) | (isFrame ? 1u : BlockSize);
                }

                values.Sort();
                medians[site] = Middle(values, frames.Length + (BlockSize * blocks.Length));
            }
        });
        return medians;
    }

    private static ushort Middle(ReadOnlySpan<uint> sorted, int total)
    {
        int place = 0;
        uint before = sorted[0] & 0xFF;
        while (2 * before < total)
        {
            before += sorted[++place] & 0xFF;
        }

        uint low = sorted[place] >> 8;
        uint high = 2 * before == total ? sorted[place + 1] >> 8 : low;
        return (ushort)((low + high + 1) / 2);
    }

    private void Widen()
    {
        ushort[] spread = _spreadDn ??= new ushort[First.Samples.Length];
        ForEachBand((first, end) =>
        {
            Span<ushort> values = stackalloc ushort[_frames.Count];
            for (int site = first; site < end; site++)
            {
                for (int place = 0; place < values.Length; place++)
                {
                    values[place] = _frames[place][site];
                }

                values.Sort();
                spread[site] = Math.Max(spread[site], (ushort)(values[^2] - values[1]));
            }
        });
    }

    private void ForEachBand(Action<int, int> body) =>
        RowBands.Run(First.Height, RowsPerBand, _work, (first, end) => body(first * First.Width, end * First.Width));
}
