using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Finds bad rows and columns, whole or in part. Site by site such a line looks like a line of the scene; what gives it
/// away is that it stands out along its whole length while the lines beside it show nothing of it.
/// </summary>
/// <remarks>
/// Each line is cut into segments. In a segment, a sample of sites says how far outside the range of its two
/// neighbours of the same colour across the line it lies, in units of noise and contrast, between −1 and 1. The mean of a
/// segment of a good line is near 0, of a bad one near ±1. After the column defects of PixInsight and DeepSkyStacker.
/// </remarks>
/// <param name="frame">A Bayer or monochrome frame.</param>
/// <param name="noise">Its noise.</param>
internal sealed class LineFinder(Mosaic frame, NoiseModel noise)
{
    private const int LongestSegment = 64;
    private const int ShortestSegment = 8;
    private const float LeastMean = 0.6f;

    // No lens is so sharp that a line of the scene leaves less than this share of itself in the lines on both sides.
    private const float MostSpread = 0.15f;

    // Where the line beside it stands out as well, it is the scene.
    private const float MostBeside = 0.25f;

    // With so many sites out of range, defects are everywhere and their chance alignments are no lines.
    private const double MostRestless = 0.1;
    private const int LongestGap = 3;
    private const float LeastSite = 0.3f;
    private const float LineProbability = 0.95f;

    private readonly int _step = frame.Layout.Cfa.IsMonochrome ? 1 : 2;

    /// <summary>The lines that look bad, rows first, each with its sites in order. They may cross.</summary>
    public List<List<Finding>> Find(WorkSettings work)
    {
        List<List<Finding>> found = [];
        foreach (bool isRow in (ReadOnlySpan<bool>)[true, false])
        {
            Lines lines = new(frame, isRow);
            if (lines.Count > 4 * _step && lines.Length >= 4 * ShortestSegment)
            {
                FindIn(lines, work, found);
            }
        }

        return found;
    }

    private void FindIn(Lines lines, WorkSettings work, List<List<Finding>> found)
    {
        int segment = Math.Clamp(lines.Length / 8, ShortestSegment, LongestSegment);
        int segments = lines.Length / segment;
        float[] means = new float[segments * lines.Count];
        long restless = 0;
        RowBands.Run(segments, 1, work with { Progress = null }, (first, _) =>
            Interlocked.Add(ref restless, Measure(lines, first * segment, segment, means.AsSpan(first * lines.Count, lines.Count))));
        if (restless > MostRestless * segments * lines.Count * SamplesOf(segment))
        {
            return;
        }

        for (int line = 0; line < lines.Count; line++)
        {
            AddRuns(lines, line, segment, segments, means, found);
        }
    }

    // How many sites of a segment are looked at: all of a short one; of a long one two in a row at even distances, so that
    // both filters of a Bayer line are there.
    private static int SamplesOf(int segment) => segment < 4 * ShortestSegment ? segment : 2 * (segment / ShortestSegment);

    // Whether the lines on both sides rise (or fall) with this one above the lines beyond them, as light does.
    private static bool IsSpread(Lines lines, int line, int start, int segment)
    {
        (long own, long spread) = (0, 0);
        bool hasBefore = line >= 3;
        bool hasAfter = line + 3 < lines.Count;
        for (int place = start; place < start + segment && (hasBefore || hasAfter); place++)
        {
            int before = hasBefore ? lines[line - 1, place] - lines[line - 3, place] : 0;
            int after = hasAfter ? lines[line + 1, place] - lines[line + 3, place] : 0;
            int beyond = ((hasBefore ? lines[line - 2, place] : lines[line + 2, place]) + (hasAfter ? lines[line + 2, place] : lines[line - 2, place])) / 2;
            int excess = lines[line, place] - beyond;
            int sign = Math.Sign(excess);
            own += Math.Abs(excess);
            spread += !hasBefore ? sign * after : !hasAfter ? sign * before : Math.Min(sign * before, sign * after);
        }

        return spread > MostSpread * own;
    }

    private long Measure(Lines lines, int start, int segment, Span<float> means)
    {
        int samples = SamplesOf(segment);
        long restless = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            int place = start + (samples == segment ? sample : (sample / 2 * ShortestSegment) + (sample & 1));
            for (int line = 0; line < lines.Count; line++)
            {
                float score = Score(lines, line, place);
                means[line] += score / samples;
                restless += Math.Abs(score) >= 1 ? 1 : 0;
            }
        }

        return restless;
    }

    // How far a site lies outside the range of its neighbours across the line, −1 (far below) to 1 (far above).
    private float Score(Lines lines, int line, int place)
    {
        int before = line >= _step ? line - _step : line + (2 * _step);
        int after = line + _step < lines.Count ? line + _step : line - (2 * _step);
        int value = lines[line, place];
        int one = lines[before, place];
        int other = lines[after, place];
        (int low, int high) = one < other ? (one, other) : (other, one);
        int outside = value > high ? value - high : value < low ? value - low : 0;
        if (outside == 0)
        {
            return 0;
        }

        float sigma = noise.SigmaDn(lines.PositionAt(line, place), (low + high) / 2);
        return Math.Clamp(outside / ((3 * sigma) + (0.5f * (high - low))), -1f, 1f);
    }

    private void AddRuns(Lines lines, int line, int segment, int segments, float[] means, List<List<Finding>> found)
    {
        float Mean(int at, int other) => (uint)other < (uint)lines.Count ? Math.Abs(means[(at * lines.Count) + other]) : 0;
        bool IsBad(int at) => Mean(at, line) >= LeastMean && Mean(at, line - 1) <= MostBeside && Mean(at, line + 1) <= MostBeside
            && !IsSpread(lines, line, at * segment, segment);

        for (int first = 0; first < segments; first++)
        {
            if (!IsBad(first))
            {
                continue;
            }

            (int last, int bad) = (first, 1);
            for (int next = first + 1; next < segments && next - last <= LongestGap; next++)
            {
                if (IsBad(next))
                {
                    (last, bad) = (next, bad + 1);
                }
            }

            if (bad >= 2)
            {
                AddLine(lines, line, first * segment, (last + 1) * segment, segment, found);
            }

            first = last;
        }
    }

    private void AddLine(Lines lines, int line, int first, int end, int segment, List<List<Finding>> found)
    {
        bool StandsOut(int place) => Math.Abs(Score(lines, line, place)) >= LeastSite;
        while (first > 0 && first > end - lines.Length && CountNear(first - 1, -1) >= ShortestSegment / 2)
        {
            first--;
        }

        while (end < lines.Length && CountNear(end, 1) >= ShortestSegment / 2)
        {
            end++;
        }

        int CountNear(int place, int direction)
        {
            int count = 0;
            for (int step = 0; step < ShortestSegment && (uint)place < (uint)lines.Length; step++, place += direction)
            {
                count += StandsOut(place) ? 1 : 0;
            }

            return count;
        }

        (first, end) = Trim(lines.Length, first, end, segment, StandsOut);
        List<Finding> sites = new(end - first);
        for (int place = first; place < end; place++)
        {
            sites.Add(new Finding(lines.SiteOf(line, place), LineProbability, Score(lines, line, place) > 0));
        }

        found.Add(sites);
    }

    // The line begins and ends with sites that stand out, or at the border where it comes near it.
    private static (int First, int End) Trim(int length, int first, int end, int segment, Func<int, bool> standsOut)
    {
        while (first < end && !standsOut(first))
        {
            first++;
        }

        while (end > first && !standsOut(end - 1))
        {
            end--;
        }

        return (first < segment ? 0 : first, end > length - segment ? length : end);
    }

    /// <summary>A frame seen as lines, rows or columns, side by side.</summary>
    private readonly struct Lines(Mosaic frame, bool isRow)
    {
        private readonly int _across = isRow ? frame.Width : 1;
        private readonly int _along = isRow ? 1 : frame.Width;

        public int Count { get; } = isRow ? frame.Height : frame.Width;

        public int Length { get; } = isRow ? frame.Width : frame.Height;

        public int this[int line, int place] => frame.Samples[(line * _across) + (place * _along)];

        public int SiteOf(int line, int place) => (line * _across) + (place * _along);

        public int PositionAt(int line, int place) => isRow ? frame.Layout.Cfa.PositionAt(line, place) : frame.Layout.Cfa.PositionAt(place, line);
    }
}
