using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Finds rows or columns, or stretches of them, that lie off as a whole: the median of the residuals of a stretch of
/// about 64 sites of one filter position, against those of the three lines of that position on either side.
/// </summary>
internal sealed class LineDeviations
{
    private const int StretchSites = 64;
    private const int FewestSites = 16;
    private const int NeighborLines = 3;

    private readonly MosaicLayout _layout;
    private readonly bool _areRows;
    private readonly int _stretches;
    private readonly float[] _ratios;

    private LineDeviations(MosaicLayout layout, bool areRows)
    {
        (_layout, _areRows) = (layout, areRows);
        _stretches = Math.Max(1, Length / Period / StretchSites);
        _ratios = new float[Lines * Period * _stretches];
    }

    private int Lines => _areRows ? _layout.Height : _layout.Width;

    private int Length => _areRows ? _layout.Width : _layout.Height;

    // A line runs through this many filter positions, and meets the next of the same ones after so many lines.
    private int Period => _areRows ? _layout.Cfa.Columns : _layout.Cfa.Rows;

    private int LinePeriod => _areRows ? _layout.Cfa.Rows : _layout.Cfa.Columns;

    /// <summary>Compares all rows or all columns.</summary>
    /// <param name="layout">Size and colours.</param>
    /// <param name="residuals">Height × Width residuals, around 0; NaN where nothing is known.</param>
    /// <param name="areRows">Rows, not columns.</param>
    /// <param name="sigmaFactor">A stretch is off by more than this many standard deviations of all stretches of its filter position,</param>
    /// <param name="least">and by more than this.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public static LineDeviations Of(MosaicLayout layout, float[] residuals, bool areRows, double sigmaFactor, float least, WorkSettings work)
    {
        LineDeviations lines = new(layout, areRows);
        if (lines.Length / lines.Period < FewestSites)
        {
            return lines;
        }

        float[] medians = new float[lines._ratios.Length];
        RowBands.Run(lines.Lines, 8, work, () => new float[lines.Length], (first, end, values) =>
        {
            for (int line = first; line < end; line++)
            {
                lines.TakeMedians(residuals, line, medians, values);
            }
        });
        lines.Compare(medians, sigmaFactor, least);
        return lines;
    }

    /// <summary>How many times the limit the stretch that holds this site is off, with its sign; 0 where it is not.</summary>
    public float RatioAt(int row, int column)
    {
        (int line, int along) = _areRows ? (row, column) : (column, row);
        return _ratios[Index(line, along % Period, Math.Min((int)((long)along * _stretches / Length), _stretches - 1))];
    }

    private int Index(int line, int phase, int stretch) => (((line * Period) + phase) * _stretches) + stretch;

    private void TakeMedians(float[] residuals, int line, float[] medians, float[] values)
    {
        (int start, int step) = _areRows ? (line * _layout.Width, 1) : (line, _layout.Width);
        for (int stretch = 0; stretch < _stretches; stretch++)
        {
            // The first place that RatioAt counts to the stretch.
            int first = (int)((((long)stretch * Length) + _stretches - 1) / _stretches);
            int end = (int)((((stretch + 1L) * Length) + _stretches - 1) / _stretches);
            for (int phase = 0; phase < Period; phase++)
            {
                int count = 0;
                for (int along = first + ((phase - (first % Period) + Period) % Period); along < end; along += Period)
                {
                    float value = residuals[start + (along * step)];
                    values[count] = value;
                    count += float.IsNaN(value) ? 0 : 1;
                }

                medians[Index(line, phase, stretch)] = count < FewestSites ? float.NaN : Robust.Median(values.AsSpan(0, count));
            }
        }
    }

    private void Compare(float[] medians, double sigmaFactor, float least)
    {
        for (int linePhase = 0; linePhase < LinePeriod; linePhase++)
        {
            for (int phase = 0; phase < Period; phase++)
            {
                List<float> known = [];
                for (int line = linePhase; line < Lines; line += LinePeriod)
                {
                    for (int stretch = 0; stretch < _stretches; stretch++)
                    {
                        int index = Index(line, phase, stretch);
                        _ratios[index] = medians[index] - Surroundings(medians, line, phase, stretch);
                        if (!float.IsNaN(_ratios[index]))
                        {
                            known.Add(_ratios[index]);
                        }
                    }
                }

                double limit = Math.Max(least, sigmaFactor * Robust.Sigma(known));
                ToRatios(linePhase, phase, limit);
            }
        }
    }

    private void ToRatios(int linePhase, int phase, double limit)
    {
        for (int line = linePhase; line < Lines; line += LinePeriod)
        {
            foreach (ref float ratio in _ratios.AsSpan(Index(line, phase, 0), _stretches))
            {
                ratio = Math.Abs(ratio) > limit ? (float)(ratio / limit) : 0;
            }
        }
    }

    private float Surroundings(float[] medians, int line, int phase, int stretch)
    {
        Span<float> others = stackalloc float[2 * NeighborLines];
        int count = 0;
        for (int step = -NeighborLines; step <= NeighborLines; step++)
        {
            int other = line + (step * LinePeriod);
            if (step != 0 && other >= 0 && other < Lines && !float.IsNaN(medians[Index(other, phase, stretch)]))
            {
                others[count++] = medians[Index(other, phase, stretch)];
            }
        }

        return count == 0 ? float.NaN : Robust.Median(others[..count]);
    }
}
