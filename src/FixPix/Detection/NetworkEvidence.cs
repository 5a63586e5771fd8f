using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>What a network says of every site of one or more frames of a sensor, added up: 4 bytes a site, and 4 more from the second frame on.</summary>
/// <param name="layout">The layout of the frames.</param>
/// <param name="averages">Whether probabilities are averaged, as in the paper, instead of adding up calibrated log-odds.</param>
/// <param name="worthAt">The calibration for frames of whose sites the network is certain of such a share.</param>
/// <param name="work">Threads.</param>
internal sealed class NetworkEvidence(MosaicLayout layout, bool averages, Func<double, RateCalibration.Knot> worthAt, WorkSettings work)
{
    private const int SitesPerBand = 65536;

    // One frame's evidence, or the sum of the parts of several.
    private readonly float[] _sums = new float[layout.SampleCount];
    private readonly WorkSettings _work = work with { Progress = null };
    private float[]? _said;
    private double _certain;

    /// <summary>Keeps what single frames say beside the network; null where none comes again.</summary>
    public FrameMemory? Memory { get; init; }

    /// <summary>Frames so far.</summary>
    public int Frames { get; private set; }

    /// <summary>What evidence is worth in the frames so far.</summary>
    public RateCalibration.Knot Worth => worthAt(_certain / Frames);

    /// <summary>Adds one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="pass">The network on mosaics of its layout.</param>
    /// <param name="tiles">How the network's plane is cut.</param>
    /// <param name="settings">Threads, cancellation, progress.</param>
    public void Add(Mosaic frame, UNetPass pass, NetworkTiles tiles, WorkSettings settings)
    {
        if (Frames == 0 || averages)
        {
            Say(_sums, frame, pass, tiles, settings);
            return;
        }

        Array.Clear(_said ??= new float[_sums.Length]);
        FrameCalibration together = Say(_said, frame, pass, tiles, settings).Together;
        bool isSecond = Frames == 2;
        RowBands.Run(_sums.Length, SitesPerBand, _work, (first, end) =>
        {
            for (int site = first; site < end; site++)
            {
                _sums[site] = (isSecond ? together.Part(_sums[site]) : _sums[site]) + together.Part(_said[site]);
            }
        });
    }

    /// <summary>What one more frame says of every site beside the prior, or, where they are averaged, its probabilities.</summary>
    /// <param name="said">0 at every site; probabilities are added.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="pass">The network on mosaics of its layout.</param>
    /// <param name="tiles">How the network's plane is cut.</param>
    /// <param name="settings">Threads, cancellation, progress.</param>
    /// <returns>What the network's log-odds were taken to be worth.</returns>
    public RateCalibration.Knot Say(float[] said, Mosaic frame, UNetPass pass, NetworkTiles tiles, WorkSettings settings)
    {
        pass.AddTo(said, frame, averages, tiles, settings);
        _certain += pass.Look.CertainShare;
        Frames++;

        // The rate belongs to the sensor, doubts to the frame.
        RateCalibration.Knot worth = Worth;
        if (!averages)
        {
            Weigh(said, frame, worth, pass.Look);
        }

        return worth;
    }

    /// <summary>The sites whose log-odds exceed a least, in order.</summary>
    public List<Finding> Findings(double least)
    {
        List<Finding>[] found = [.. Enumerable.Range(0, layout.Height).Select(static _ => new List<Finding>())];
        ForEachSite((row, column, logOdds) =>
        {
            if (logOdds > least)
            {
                found[row].Add(new Finding((row * layout.Width) + column, Certainty.OfLogOdds(logOdds)));
            }
        });
        return [.. found.SelectMany(static row => row)];
    }

    /// <summary>The sites whose log-odds exceed a least, as bits.</summary>
    public DefectMask Above(double least)
    {
        DefectMask mask = new(layout.Width, layout.Height);
        ForEachSite((row, column, logOdds) =>
        {
            if (logOdds > least)
            {
                mask[row, column] = true;
            }
        });
        return mask;
    }

    /// <summary>Turns the sums into probabilities, once all frames are in; nothing else can be asked after that.</summary>
    public float[] ToProbabilities()
    {
        ForEachSite((row, column, logOdds) => _sums[(row * layout.Width) + column] = Certainty.OfLogOdds(logOdds));
        return _sums;
    }

    // From several threads, each with rows of its own.
    private void ForEachSite(Action<int, int, double> take)
    {
        Func<int, int, double> judge = Judge();
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, _work, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                for (int column = 0; column < layout.Width; column++)
                {
                    take(row, column, judge(row, column));
                }
            }
        });
    }

    // The log-odds of a site, by its row and column, of all frames so far.
    private Func<int, int, double> Judge()
    {
        if (averages)
        {
            return (row, column) => Certainty.ToLogOdds(_sums[(row * layout.Width) + column] / Frames);
        }

        RateCalibration.Line total = Worth.TotalOf(Frames);
        FrameCalibration.Knot together = Worth.Together.At(Frames);
        if (together.Doubt == 0)
        {
            return (row, column) => total.At(_sums[(row * layout.Width) + column]);
        }

        FrameLook look = FrameCalibration.LookAt(layout, _sums, _work);
        return (row, column) =>
        {
            float sum = _sums[(row * layout.Width) + column];
            return total.At(sum) - RateCalibration.OfDoubt(together.Doubt * (look.DoubtAround(row, column, sum) - together.DoubtMiddle));
        };
    }

    // From the network's log-odds to evidence: a residual that says nothing is worth nothing.
    private void Weigh(float[] said, Mosaic frame, RateCalibration.Knot worth, FrameLook look)
    {
        RateCalibration.Weights evidence = worth.Evidence;
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, _work, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                for (int column = 0; column < layout.Width; column++)
                {
                    ref float site = ref said[(row * layout.Width) + column];
                    site = evidence.At(site, look.DoubtAround(row, column, site), 0);
                }
            }
        });
        if (evidence.Residual <= 0)
        {
            return;
        }

        if (Memory is null)
        {
            ResidualEvidence.Of(frame, _work).OfAll((site, odds) => said[site] += evidence.Residual * odds, _work);
            return;
        }

        float[] residuals = Memory.Residuals(frame, all => ResidualEvidence.Of(frame, _work).OfAll((site, odds) => all[site] = odds, _work));
        for (int site = 0; site < said.Length; site++)
        {
            said[site] += evidence.Residual * residuals[site];
        }
    }
}
