using System.Collections.Immutable;
using System.Globalization;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// A detector for frames that show nothing but the sensor: it compares the median over the frames at each site with the
/// medians of its surroundings in its plane, against the plane's own scatter, and looks for whole lines that lie off.
/// </summary>
/// <remarks>
/// Memory: the frames, up to 16 of them (of N frames at most 16 + N/16 are held, see <c>FrameStack</c>), 2 bytes a site
/// for their median, 2 for their spread, and 4 for the residuals. The frames must not be changed until the map is made.
/// </remarks>
public abstract class CalibrationDetector : IDetector
{
    private readonly double _sigmaFactor = 8;

    private protected CalibrationDetector()
    {
    }

    /// <summary>A site is bad when it lies off by more than this many robust standard deviations of its plane; above 0.</summary>
    /// <remarks>8 by default: far beyond normal noise, and beyond the tails that read-out circuits give it.</remarks>
    public double SigmaFactor
    {
        get => _sigmaFactor;
        init => _sigmaFactor = value > 0 ? value : throw new FixPixException($"sigma factor {value}: expected above 0");
    }

    private protected abstract string DetectorName { get; }

    /// <summary>No residual below this counts, whatever the scatter; lines count from half of it.</summary>
    private protected abstract float LeastResidual { get; }

    /// <inheritdoc/>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        FrameStack? stack = null;
        int count = 0;
        foreach (Mosaic frame in FrameChecks.OfOneSensor(frames, 1))
        {
            count++;
            if (stack is null)
            {
                stack = new FrameStack(frame, work);
            }
            else
            {
                stack.Add(frame);
            }
        }

        MapBuilder map = new(stack!.First, DetectorName) { Settings = Describe(stack.First, count) };
        return map.Build(new DefectMap(SensorIdentity.Of(stack.First), Judge(stack, work)));
    }

    /// <summary>How a site lies off its surroundings; NaN where they tell nothing.</summary>
    private protected abstract float Residual(float sampleDn, float backgroundDn, float blackDn, int whiteDn);

    /// <summary>How a bad site lies.</summary>
    private protected abstract DefectKind KindOf(in CalibrationSite site, MosaicLayout layout);

    /// <summary>From which spread over the frames on a site is bad, DN, for each filter position; null: no spread is too large.</summary>
    private protected virtual float[]? SpreadLimitsDn(MosaicLayout layout, ushort[] spreadDn) => null;

    private IEnumerable<Defect> Judge(FrameStack stack, WorkSettings work)
    {
        MosaicLayout layout = stack.First.Layout;
        ushort[] medians = stack.Median();
        ushort[]? spread = stack.SpreadDn();
        CalibrationLimits limits = FindLimits(layout, Residuals(layout, medians, work), spread, work);
        List<Defect>[] bands = new List<Defect>[(layout.Height + FrameFindings.RowsPerBand - 1) / FrameFindings.RowsPerBand];
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, work, (first, end) =>
        {
            List<Defect> found = [];
            for (int row = first; row < end; row++)
            {
                JudgeRow(layout, row, medians, spread, limits, found);
            }

            bands[first / FrameFindings.RowsPerBand] = found;
        });
        return bands.SelectMany(found => found);
    }

    private void JudgeRow(MosaicLayout layout, int row, ushort[] medians, ushort[]? spread, CalibrationLimits limits, List<Defect> found)
    {
        for (int column = 0; column < layout.Width; column++)
        {
            int index = (row * layout.Width) + column;
            (float ratio, bool isUnstable) = limits.RatioAt(row, column, spread);
            if (Math.Abs(ratio) > 1)
            {
                CalibrationSite site = new(medians[index], layout.BlackAt(row, column), limits.Residuals[index], ratio > 0)
                {
                    IsUnstable = isUnstable,
                    IsConstant = limits.IsConstant(row, column, spread),
                };
                found.Add(new Defect(new Site(row, column), KindOf(site, layout), Certainty.OfRatio(Math.Abs(ratio))));
            }
        }
    }

    private CalibrationLimits FindLimits(MosaicLayout layout, float[] residuals, ushort[]? spread, WorkSettings work) => new(layout, residuals, SigmaFactor, LeastResidual)
    {
        Rows = LineDeviations.Of(layout, residuals, areRows: true, SigmaFactor, LeastResidual / 2, work),
        Columns = LineDeviations.Of(layout, residuals, areRows: false, SigmaFactor, LeastResidual / 2, work),
        SpreadDn = spread is null ? null : SpreadLimitsDn(layout, spread),
        TypicalSpreadDn = spread is null ? null : PlaneScatter.Of(layout, spread).MiddleDn,
    };

    private float[] Residuals(MosaicLayout layout, ushort[] medians, WorkSettings work)
    {
        PlaneBackground background = PlaneBackground.Of(layout, medians, work);
        float[] residuals = new float[medians.Length];
        RowBands.Run(layout.Height, FrameFindings.RowsPerBand, work, () => new float[layout.Width], (first, end, backgroundDn) =>
        {
            for (int row = first; row < end; row++)
            {
                background.OfRow(row, backgroundDn);
                for (int column = 0; column < layout.Width; column++)
                {
                    int index = (row * layout.Width) + column;
                    residuals[index] = Residual(medians[index], backgroundDn[column], layout.BlackAt(row, column), layout.WhiteDn);
                }
            }
        });
        return residuals;
    }

    private ImmutableSortedDictionary<string, string> Describe(Mosaic first, int count)
    {
        ImmutableSortedDictionary<string, string>.Builder settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        settings["frames"] = count.ToString(CultureInfo.InvariantCulture);
        settings["leastResidual"] = LeastResidual.ToString(CultureInfo.InvariantCulture);
        settings["sigmaFactor"] = SigmaFactor.ToString(CultureInfo.InvariantCulture);
        if (first.Camera.ExposureSeconds is { } seconds)
        {
            settings["exposureSeconds"] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return settings.ToImmutable();
    }
}
