using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Finds rows, or columns: stretches of one line with far more bad sites than the map's rate explains, gaps allowed.</summary>
/// <remarks>
/// Each bad site of a line scores ln(q/p), each good one ln((1 − q)/(1 − p)), where p is the map's rate and q that of a
/// line in which good sites are three times rarer. Of scores that are logarithms of likelihood ratios, chance makes at
/// most about n·exp(−S) stretches that sum up to S among n sites: S. Karlin and S. F. Altschul, "Methods for assessing the
/// statistical significance of molecular sequence features by using general scoring schemes", PNAS 87, 1990.
/// </remarks>
internal sealed class LineGroups
{
    private const int ShortestLine = 16;

    // A line has to stand out from so many lines on either side too: the lines of a block do not.
    private const int LinesBeside = 8;

    private static readonly double s_good = -Math.Log(3);

    private readonly int[] _places;
    private readonly int _length;
    private readonly int _lines;
    private readonly bool _isRow;
    private readonly double _bad;
    private readonly double _leastScore;

    /// <summary>Takes the bad sites of a map.</summary>
    /// <param name="places">line · length + place of each, ascending.</param>
    /// <param name="length">Sites of a line.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="isRow">Whether the lines are rows, not columns.</param>
    public LineGroups(int[] places, int length, int lines, bool isRow)
    {
        (_places, _length, _lines, _isRow) = (places, length, lines, isRow);
        double sites = (double)length * lines;
        _bad = ScoreOfBad(places.Length / sites);
        _leastScore = Math.Log(2 * sites / DefectGrouping.FalseGroups);
    }

    /// <summary>Finds the lines.</summary>
    /// <param name="groups">Where they go, in order.</param>
    /// <param name="left">Loses the sites that a line explains.</param>
    public void AddTo(List<DefectGroup> groups, DefectMask left)
    {
        int first = 0;
        while (first < _places.Length)
        {
            (int last, double score, int next) = BestFrom(first);
            if (score >= _leastScore && IsLine(first, last))
            {
                AddLine(first, last, groups, left);
            }

            first = score >= _leastScore ? last + 1 : next;
        }
    }

    // Where the sum of scores from a first site on is highest, before it is used up or has fallen so far that what follows is a line of its own.
    private (int Last, double Score, int Next) BestFrom(int first)
    {
        int end = ((_places[first] / _length) + 1) * _length;
        (int last, double sum, double best, int index) = (first, _bad, _bad, first + 1);
        for (; index < _places.Length && _places[index] < end; index++)
        {
            sum += (_places[index] - _places[index - 1] - 1) * s_good;
            if (sum <= 0 || best - sum > _leastScore)
            {
                break;
            }

            sum += _bad;
            if (sum > best)
            {
                (best, last) = (sum, index);
            }
        }

        return (last, best, index);
    }

    private bool IsLine(int first, int last)
    {
        (int bad, int span) = (last - first + 1, _places[last] - _places[first] + 1);
        if (span < ShortestLine || 2 * bad < span)
        {
            return false;
        }

        double beside = Math.Max(RateBeside(first, span, -1), RateBeside(first, span, 1));
        return beside == 0 || (bad * ScoreOfBad(beside)) + ((span - bad) * s_good) >= _leastScore;
    }

    private double RateBeside(int first, int span, int direction)
    {
        (int line, int start) = Math.DivRem(_places[first], _length);
        (int sites, int bad) = (0, 0);
        for (int step = 1; step <= LinesBeside && (uint)(line + (step * direction)) < (uint)_lines; step++)
        {
            int place = ((line + (step * direction)) * _length) + start;
            bad += CountBelow(place + span) - CountBelow(place);
            sites += span;
        }

        return sites == 0 ? 0 : bad / (double)sites;
    }

    private int CountBelow(int place)
    {
        int found = _places.AsSpan().BinarySearch(place);
        return found < 0 ? ~found : found;
    }

    // q = 1 − (1 − p)/3, so q/p = (2 + p)/3p.
    private static double ScoreOfBad(double rate) => Math.Log((2 + rate) / (3 * rate));

    private void AddLine(int first, int last, List<DefectGroup> groups, DefectMask left)
    {
        (int line, int start) = Math.DivRem(_places[first], _length);
        int span = _places[last] - _places[first] + 1;
        groups.Add(_isRow
            ? new DefectGroup(DefectShape.Row, new SensorArea(line, start, 1, span))
            : new DefectGroup(DefectShape.Column, new SensorArea(start, line, span, 1)));
        foreach (int bad in _places.AsSpan(first, last - first + 1))
        {
            int place = bad - (line * _length);
            left[_isRow ? line : place, _isRow ? place : line] = false;
        }
    }
}
