using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The directional estimator of Adobe's DNG SDK. An isolated site, one with all 24 neighbours good: in four directions the mean step
/// between sites of the same colour, of all colours in the 5×5; every direction with at most 1.5 times the least one gives the
/// mean of its two opposite neighbours, and these are averaged. Any other site: the mean of the nearest good neighbours of its
/// colour, all of the same distance, in the 5×5; then of the nearest further away.
/// </summary>
/// <remarks>
/// Built from a description of the SDK's bad-pixel opcode (dng_bad_pixels.cpp, DNG SDK 1.4), which knows Bayer only; here any CFA.
/// Of an axis the three middle lines count, of a diagonal all of the square: eight steps each, as far as their ends share a colour.
/// </remarks>
public sealed class DngDirectionalCorrector : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new DirectionalPlan(map, layout);

    private sealed class DirectionalPlan : WindowPlan
    {
        private const float Tolerance = 1.5f;
        private const uint AllButCenter = 0x1FFFFFF & ~(1u << (WindowSteps.Count / 2));

        private readonly Direction[][] _directions;
        private readonly uint[] _rings =
            [.. Enumerable.Range(0, WindowSteps.Count).Where(step => WindowSteps.SquaredLength(step) > 0)
                .GroupBy(WindowSteps.SquaredLength).OrderBy(ring => ring.Key)
                .Select(ring => ring.Aggregate(0u, (bits, step) => bits | (1u << step)))];

        public DirectionalPlan(DefectMap map, MosaicLayout layout)
            : base(map, layout, default)
        {
            (int Rows, int Columns)[] ways = [(0, 1), (1, 0), (1, 1), (1, -1)];
            _directions = new Direction[layout.Cfa.PositionCount][];
            for (int position = 0; position < _directions.Length; position++)
            {
                _directions[position] = [.. ways.Select(way => Describe(position, way.Rows, way.Columns)).OfType<Direction>()];
            }
        }

        protected override float FromWindow(in SourceWindow window)
        {
            Direction[] directions = _directions[window.Position];
            if (directions.Length > 0 && (window.Good & AllButCenter) == AllButCenter)
            {
                return FromDirections(window, directions);
            }

            int ring = 0;
            while ((window.Sources & _rings[ring]) == 0)
            {
                ring++;
            }

            return window.Mean(_rings[ring]);
        }

        private static float FromDirections(in SourceWindow window, Direction[] directions)
        {
            Span<float> gradients = stackalloc float[4];
            float least = float.PositiveInfinity;
            for (int way = 0; way < directions.Length; way++)
            {
                float sum = 0;
                foreach ((int from, int to, float shift) in directions[way].Steps)
                {
                    sum += MathF.Abs(window.Sample(from) - window.Sample(to) + shift);
                }

                gradients[way] = sum / directions[way].Steps.Length;
                least = MathF.Min(least, gradients[way]);
            }

            (float total, int count) = (0, 0);
            for (int way = 0; way < directions.Length; way++)
            {
                if (gradients[way] <= Tolerance * least)
                {
                    int source = directions[way].Source;
                    total += (window[source] + window[WindowSteps.Opposite(source)]) / 2;
                    count++;
                }
            }

            return total / count;
        }

        private Direction? Describe(int position, int rows, int columns)
        {
            int source = SourceAlong(position, rows, columns);
            if (source < 0)
            {
                return null;
            }

            List<(int From, int To, float Shift)> steps = [];
            for (int from = 0; from < WindowSteps.Count; from++)
            {
                AddStep(steps, position, from, rows, columns);
            }

            // From end to end of the direction through the centre.
            (int first, int last) = (WindowSteps.Index(-2 * rows, -2 * columns), WindowSteps.Index(2 * rows, 2 * columns));
            if (ColorOf(position, first) == ColorOf(position, last))
            {
                steps.Add((first, last, BlackOf(position, last) - BlackOf(position, first)));
            }

            return steps.Count > 0 ? new Direction(source, [.. steps]) : null;
        }

        private void AddStep(List<(int From, int To, float Shift)> steps, int position, int from, int rows, int columns)
        {
            (int fromRows, int fromColumns) = (WindowSteps.Rows(from), WindowSteps.Columns(from));
            (int toRows, int toColumns) = (fromRows + (2 * rows), fromColumns + (2 * columns));
            bool inside = Math.Abs(toRows) <= 2 && Math.Abs(toColumns) <= 2;
            bool outerLine = rows * columns == 0 && Math.Abs(rows == 0 ? fromRows : fromColumns) > 1;
            if (!inside || outerLine)
            {
                return;
            }

            int to = WindowSteps.Index(toRows, toColumns);
            bool touchesCenter = from == WindowSteps.Count / 2 || to == WindowSteps.Count / 2;
            if (!touchesCenter && ColorOf(position, from) == ColorOf(position, to))
            {
                steps.Add((from, to, BlackOf(position, to) - BlackOf(position, from)));
            }
        }

        private int SourceAlong(int position, int rows, int columns)
        {
            for (int length = 1; length <= 2; length++)
            {
                int source = WindowSteps.Index(length * rows, length * columns);
                uint both = (1u << source) | (1u << WindowSteps.Opposite(source));
                if ((Windows.Window5(position) & both) == both)
                {
                    return source;
                }
            }

            return -1;
        }

        private CfaColor ColorOf(int position, int step) =>
            Layout.Cfa.ColorAt(PatternRow(position, step), PatternColumn(position, step));

        private float BlackOf(int position, int step) =>
            Layout.BlackAt(PatternRow(position, step), PatternColumn(position, step));

        // Two periods keep the row and column of a step positive.
        private int PatternRow(int position, int step) => (position / Layout.Cfa.Columns) + WindowSteps.Rows(step) + (2 * Layout.Cfa.Rows);

        private int PatternColumn(int position, int step) => (position % Layout.Cfa.Columns) + WindowSteps.Columns(step) + (2 * Layout.Cfa.Columns);

        private sealed record Direction(int Source, (int From, int To, float Shift)[] Steps);
    }
}
