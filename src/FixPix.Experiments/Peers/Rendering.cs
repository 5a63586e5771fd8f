using FixPix.Mosaics;

namespace FixPix.Experiments.Peers;

/// <summary>
/// Gets mosaics back from a program that can only develop: without demosaicing every site's value follows from its own sample alone, by a curve that a ramp of all samples shows.
/// Only sites that differ from the same file developed without mending are taken; all others are as they were.
/// </summary>
/// <param name="name">The program, for messages.</param>
/// <param name="develop">Develops a DNG with some settings into height × width values, each of its site's own colour; and the seconds that it took.</param>
internal sealed class Rendering(string name, Func<PeerTrial, string, string, WorkSettings, (float[] Values, double Seconds)> develop)
{
    // Values lie between those of the ramp, and the program counts in floating point.
    private const int ToleranceDn = 2;

    // Those of one trial, which several ways to mend share.
    private readonly Dictionary<(string Dng, string Settings), (float[] Values, double Seconds)> _developed = [];
    private PeerTrial? _trial;

    /// <summary>Mends a trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="plain">The settings that mend nothing.</param>
    /// <param name="mending">Those that mend.</param>
    /// <param name="work">Stops it.</param>
    /// <exception cref="FixPixException">The program fails, or the frame without defects does not come back.</exception>
    public (Mosaic Mended, double Seconds) Mend(PeerTrial trial, string plain, string mending, WorkSettings work)
    {
        float[][] curves = Curves(trial, Developed(trial, trial.Write("ramp.dng", () => Ramp(trial.Original)), plain, work).Values);
        Require(trial, curves, Developed(trial, trial.Write("clean.dng", () => trial.Original), plain, work).Values);
        float[] before = Developed(trial, trial.Bad, plain, work).Values;
        (float[] after, double seconds) = Developed(trial, trial.Bad, mending, work);
        Mosaic mended = trial.Spoiled.Clone();
        for (int site = 0; site < after.Length; site++)
        {
            float[] curve = curves[PositionOf(mended, site)];
            int value = ToDn(curve, after[site]);
            if (Math.Abs(value - ToDn(curve, before[site])) > ToleranceDn)
            {
                mended.Samples[site] = (ushort)value;
            }
        }

        return (mended, seconds);
    }

    private (float[] Values, double Seconds) Developed(PeerTrial trial, string dng, string settings, WorkSettings work)
    {
        if (_trial != trial)
        {
            _developed.Clear();
            _trial = trial;
        }

        if (!_developed.TryGetValue((dng, settings), out (float[] Values, double Seconds) picture))
        {
            _developed[(dng, settings)] = picture = develop(trial, dng, settings, work);
        }

        return picture;
    }

    /// <summary>Samples from 0 to white, evenly, the same at every filter position.</summary>
    internal static Mosaic Ramp(Mosaic like)
    {
        Mosaic ramp = like.Clone();
        for (int site = 0; site < ramp.Samples.Length; site++)
        {
            ramp.Samples[site] = Step(ramp, site);
        }

        return ramp;
    }

    /// <summary>The sample that a curve shows as such a value: the largest where several do, as below black.</summary>
    internal static int ToDn(float[] curve, float value)
    {
        int above = 0, end = curve.Length;
        while (above < end)
        {
            int middle = (above + end) / 2;
            (above, end) = curve[middle] <= value ? (middle + 1, end) : (above, middle);
        }

        if (above == 0 || above == curve.Length)
        {
            return Math.Max(0, above - 1);
        }

        float share = (value - curve[above - 1]) / (curve[above] - curve[above - 1]);
        return (int)Math.Round(above - 1 + share);
    }

    // The sites of a tile of the filter array are alike, so that every position has all steps.
    private static ushort Step(Mosaic mosaic, int site)
    {
        (int rows, int columns) = (mosaic.Layout.Cfa.Rows, mosaic.Layout.Cfa.Columns);
        (int row, int column) = Math.DivRem(site, mosaic.Width);
        int across = (mosaic.Width + columns - 1) / columns, tiles = across * ((mosaic.Height + rows - 1) / rows);
        return (ushort)Math.Round((double)mosaic.Layout.WhiteDn * ((row / rows * across) + (column / columns)) / (tiles - 1));
    }

    private static int PositionOf(Mosaic mosaic, int site) => mosaic.Layout.Cfa.PositionAt(site / mosaic.Width, site % mosaic.Width);

    // The value of each DN from 0 to white, by filter position; those between the steps of the ramp lie on straight lines.
    private static float[][] Curves(PeerTrial trial, float[] rendered)
    {
        Mosaic mosaic = trial.Original;
        SortedDictionary<int, float>[] known = [.. Enumerable.Range(0, mosaic.Layout.Cfa.PositionCount).Select(_ => new SortedDictionary<int, float>())];
        for (int site = 0; site < rendered.Length; site++)
        {
            known[PositionOf(mosaic, site)][Step(mosaic, site)] = rendered[site];
        }

        return [.. known.Select(points => Curve(points, mosaic.Layout.WhiteDn))];
    }

    private static float[] Curve(SortedDictionary<int, float> points, int white)
    {
        float[] curve = new float[white + 1];
        (int lastDn, float lastValue) = (0, points.Values.First());
        foreach ((int dn, float value) in points.Append(new KeyValuePair<int, float>(white, points.Values.Last())))
        {
            float next = Math.Max(value, lastValue);
            for (int between = lastDn; between <= dn; between++)
            {
                curve[between] = dn == lastDn ? next : lastValue + ((next - lastValue) * (between - lastDn) / (dn - lastDn));
            }

            (lastDn, lastValue) = (dn, next);
        }

        return curve;
    }

    private void Require(PeerTrial trial, float[][] curves, float[] rendered)
    {
        int worst = 0;
        for (int site = 0; site < rendered.Length; site++)
        {
            (int row, int column) = Math.DivRem(site, trial.Original.Width);
            int sample = Math.Clamp(trial.Original.Samples[site], (int)Math.Ceiling(trial.Original.Layout.BlackAt(row, column)), trial.Original.Layout.WhiteDn);
            worst = Math.Max(worst, Math.Abs(ToDn(curves[PositionOf(trial.Original, site)], rendered[site]) - sample));
        }

        if (worst > ToleranceDn)
        {
            throw new FixPixException($"{name}: the frame without defects comes back {worst} DN off, so that nothing can be said of it");
        }
    }
}
