using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>What a network says of every site of one or more frames of a sensor, added up: 4 bytes a site, and 4 more from the second frame on.</summary>
/// <param name="layout">The layout of the frames.</param>
/// <param name="averages">Whether probabilities are averaged, as in the paper, instead of adding up calibrated log-odds.</param>
/// <param name="worthAt">The calibration for frames that the network makes this of.</param>
/// <param name="work">Threads.</param>
internal sealed class NetworkEvidence(MosaicLayout layout, bool averages, Func<FrameLook, RateCalibration.Knot> worthAt, WorkSettings work)
{
    private const int SitesPerBand = 65536;

    // One frame's evidence, or the sum of the parts of several.
    private readonly float[] _sums = new float[layout.SampleCount];
    private readonly WorkSettings _work = work with { Progress = null };
    private float[]? _said;
    private FrameLook _looks;

    /// <summary>Frames so far.</summary>
    public int Frames { get; private set; }

    /// <summary>What evidence is worth in the frames so far.</summary>
    public RateCalibration.Knot Worth => worthAt(new FrameLook(_looks.CertainShare / Frames, _looks.DoubtfulShare / Frames));

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
        FrameLook look = pass.Look;
        _looks = new FrameLook(_looks.CertainShare + look.CertainShare, _looks.DoubtfulShare + look.DoubtfulShare);
        Frames++;

        // The rate belongs to the sensor, its doubts to the frame.
        RateCalibration.Knot worth = worthAt(look with { CertainShare = _looks.CertainShare / Frames });
        if (!averages)
        {
            Weigh(said, frame, worth);
        }

        return worth;
    }

    /// <summary>The sites whose log-odds exceed a least, in order.</summary>
    public List<Finding> Findings(double least)
    {
        RateCalibration.Line worth = Worth.TotalOf(Frames);
        FrameFindings findings = new(layout.Height);
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, _work, (first, end) =>
        {
            List<Finding> found = [];
            for (int site = first * layout.Width; site < end * layout.Width; site++)
            {
                double logOdds = LogOddsOf(_sums[site], worth);
                if (logOdds > least)
                {
                    found.Add(new Finding(site, Certainty.OfLogOdds(logOdds)));
                }
            }

            findings.Set(first, found);
        });
        return findings.Sorted();
    }

    /// <summary>The sites whose log-odds exceed a least, as bits.</summary>
    public DefectMask Above(double least)
    {
        RateCalibration.Line worth = Worth.TotalOf(Frames);
        DefectMask mask = new(layout.Width, layout.Height);
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, _work, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                for (int column = 0; column < layout.Width; column++)
                {
                    if (LogOddsOf(_sums[(row * layout.Width) + column], worth) > least)
                    {
                        mask[row, column] = true;
                    }
                }
            }
        });
        return mask;
    }

    /// <summary>Turns the sums into probabilities, once all frames are in; nothing else can be asked after that.</summary>
    public float[] ToProbabilities()
    {
        RateCalibration.Line worth = Worth.TotalOf(Frames);
        RowBands.Run(_sums.Length, SitesPerBand, _work, (first, end) =>
        {
            foreach (ref float site in _sums.AsSpan(first, end - first))
            {
                site = Certainty.OfLogOdds(LogOddsOf(site, worth));
            }
        });
        return _sums;
    }

    // From the network's log-odds to evidence.
    private void Weigh(float[] said, Mosaic frame, RateCalibration.Knot worth)
    {
        (float slope, float start, float residual) = ((float)worth.Evidence.Slope, (float)worth.Evidence.Start, (float)worth.Residual);
        RowBands.Run(said.Length, SitesPerBand, _work, (first, end) =>
        {
            foreach (ref float site in said.AsSpan(first, end - first))
            {
                site = (slope * site) + start;
            }
        });
        if (residual > 0)
        {
            ResidualEvidence evidence = ResidualEvidence.Of(frame, _work);
            evidence.OfAll((site, odds) => said[site] += residual * odds, _work);
        }
    }

    private double LogOddsOf(float sum, RateCalibration.Line worth) => averages ? Certainty.ToLogOdds(sum / Frames) : worth.At(sum);
}
