using System.Collections.Concurrent;
using System.Numerics;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Judges all sites of a frame, given the sites that are suspected so far and how common defects are.</summary>
/// <param name="frame">A Bayer or monochrome frame.</param>
/// <param name="noise">Its noise.</param>
internal sealed class ContrastPass(Mosaic frame, NoiseModel noise)
{
    /// <summary>Rows of a band.</summary>
    public const int RowsPerBand = FrameFindings.RowsPerBand;

    // Scratch memory of the threads, kept from pass to pass.
    private readonly ConcurrentBag<Scratch> _idle = [];
    private readonly int _step = RequireRegular(frame.Layout.Cfa);
    private readonly int _shift = ContrastBand.ShiftFor(frame.Layout.WhiteDn);
    private readonly int _saturatedDn = Saturation.LevelDn(frame.Layout);

    /// <summary>Judges every <paramref name="everyBand"/>th band.</summary>
    /// <param name="suspects">Sites that are replaced before anything is compared with them.</param>
    /// <param name="priorLogOdds">ln of the odds that a site is bad, before looking at it.</param>
    /// <param name="everyBand">1 for the whole frame.</param>
    /// <param name="work">Threads, cancellation; progress is left to the caller.</param>
    /// <param name="take">Gets a band's first row, the row after its last, and its bad sites in order, with their probability; from any thread.</param>
    public void Run(DefectMask suspects, float priorLogOdds, int everyBand, WorkSettings work, Action<int, int, List<Finding>> take)
    {
        int bands = (frame.Height + RowsPerBand - 1) / RowsPerBand;
        int chosen = (bands + everyBand - 1) / everyBand;
        RowBands.Run(chosen, 1, work with { Progress = null }, (firstBand, _) =>
        {
            Scratch scratch = _idle.TryTake(out Scratch? kept) ? kept : new Scratch(frame, _step);
            int first = firstBand * everyBand * RowsPerBand;
            int end = Math.Min(frame.Height, first + RowsPerBand);
            scratch.Found.Clear();
            scratch.Band.Load(first, end, suspects);
            for (int row = first; row < end; row++)
            {
                JudgeRow(row, first, suspects, priorLogOdds, scratch);
            }

            take(first, end, scratch.Found);
            _idle.Add(scratch);
        });
    }

    private void JudgeRow(int row, int first, DefectMask suspects, float priorLogOdds, Scratch scratch)
    {
        int place = ((row - first + ContrastBand.Halo) * scratch.Band.Stride) + ContrastBand.Pad;
        short least = (short)Math.Max(1, (int)(ContrastScore.LeastSigmas * noise.LeastSigmaDn) >> _shift);
        ContrastScreen.OfRow(scratch.Band, place, _step, least, frame.Width, scratch.Words);
        ReadOnlySpan<ulong> suspected = suspects.RowWords(row);
        for (int word = 0; word < suspected.Length; word++)
        {
            for (ulong rest = scratch.Words[word] | suspected[word]; rest != 0; rest &= rest - 1)
            {
                JudgeSite(row, (word * 64) + BitOperations.TrailingZeroCount(rest), place, priorLogOdds, scratch);
            }
        }
    }

    private void JudgeSite(int row, int column, int place, float priorLogOdds, Scratch scratch)
    {
        int at = place + column;
        int sampleDn = frame[row, column];
        int medianDn = (scratch.Band.Values[at] - scratch.Band.Differences[at]) << _shift;
        float sigmaDn = noise.SigmaDn(frame.Layout.Cfa.PositionAt(row, column), medianDn);
        if (Math.Abs(sampleDn - medianDn) < ContrastScore.LeastSigmas * sigmaDn || Math.Min(sampleDn, medianDn) >= _saturatedDn)
        {
            return;
        }

        int value = Math.Min(sampleDn >> _shift, short.MaxValue);
        ContrastEvidence evidence = ContrastScore.Of(scratch.Band, at, _step, value, sigmaDn / (1 << _shift));
        float logOdds = evidence.LogOdds + priorLogOdds;
        if (logOdds > 0)
        {
            scratch.Found.Add(new Finding((row * frame.Width) + column, Certainty.OfLogOdds(logOdds), evidence.IsHigh));
        }
    }

    private static int RequireRegular(CfaPattern cfa)
    {
        int step = PlaneSites.Of(cfa).Step;
        return step > 0 ? step : throw new FixPixException($"the classical detector works on Bayer and monochrome mosaics, this one is {cfa.Rows}×{cfa.Columns} {cfa.Name}");
    }

    private sealed class Scratch(Mosaic frame, int step)
    {
        public ContrastBand Band { get; } = new(frame, step, RowsPerBand);

        public ulong[] Words { get; } = new ulong[(frame.Width + 63) / 64];

        public List<Finding> Found { get; } = [];
    }
}
