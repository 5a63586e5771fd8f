using System.Numerics;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>A plan that looks at a site's 5×5 window, and beyond it only where the window has no source.</summary>
internal abstract class WindowPlan : SitePlan
{
    private readonly int[] _steps;
    private readonly float[][] _shifts;

    /// <inheritdoc cref="SitePlan(DefectMap, MosaicLayout, SourceRule, int?)"/>
    protected WindowPlan(DefectMap map, MosaicLayout layout, SourceRule rule, int? radius = null)
        : base(map, layout, rule, radius)
    {
        _steps = WindowSteps.InFrame(layout.Width);
        _shifts = WindowSteps.Shifts(Windows, layout.Cfa.PositionCount);
    }

    /// <summary>The value of a site that has sources in its window, DN.</summary>
    /// <param name="window">The window's samples.</param>
    protected abstract float FromWindow(in SourceWindow window);

    /// <summary>The value of a site that has none there but some within the margin, DN.</summary>
    protected virtual float FromAfar(ReadOnlySpan<ushort> samples, int row, int column, int position) =>
        MeanOfNearest(samples, row, column, position);

    /// <inheritdoc/>
    protected sealed override float Estimate(ReadOnlySpan<ushort> samples, int row, int column, int position)
    {
        uint good = Good.Window5(row, column);
        uint sources = good & Windows.Window5(position);
        if (sources == 0)
        {
            return FromAfar(samples, row, column, position);
        }

        int site = (row * Layout.Width) + column;
        return FromWindow(new SourceWindow(samples, site, position, good, sources, _steps, _shifts[position]));
    }

    /// <summary>The good sites of a 5×5 window. Bits and places are those of <see cref="WindowSteps"/>.</summary>
    protected readonly ref struct SourceWindow(
        ReadOnlySpan<ushort> samples, int site, int position, uint good, uint sources, ReadOnlySpan<int> steps, ReadOnlySpan<float> shifts)
    {
        private readonly ReadOnlySpan<ushort> _samples = samples;
        private readonly ReadOnlySpan<int> _steps = steps;
        private readonly ReadOnlySpan<float> _shifts = shifts;
        private readonly int _site = site;

        /// <summary>CFA position of the centre.</summary>
        public int Position { get; } = position;

        /// <summary>Bits of the good sites of any colour.</summary>
        public uint Good { get; } = good;

        /// <summary>Bits of the good sites of the centre's colour; at least one.</summary>
        public uint Sources { get; } = sources;

        /// <summary>A source's sample as it would read with the centre's black level, DN.</summary>
        public float this[int step] => _samples[_site + _steps[step]] + _shifts[step];

        /// <summary>A good site's sample as it is, DN.</summary>
        public int Sample(int step) => _samples[_site + _steps[step]];

        /// <summary>Mean of the sources that these bits name, or NaN for none.</summary>
        public float Mean(uint among)
        {
            float sum = 0;
            int count = BitOperations.PopCount(among & Sources);
            for (uint rest = among & Sources; rest != 0; rest &= rest - 1)
            {
                sum += this[BitOperations.TrailingZeroCount(rest)];
            }

            return sum / count;
        }
    }
}
