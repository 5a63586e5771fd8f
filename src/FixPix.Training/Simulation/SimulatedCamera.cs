using System.Collections.Immutable;
using FixPix.Mosaics;

namespace FixPix.Training.Simulation;

/// <summary>A whole camera with its settings, as it looks at one photograph.</summary>
public sealed record SimulatedCamera
{
    /// <summary>Its name, which goes into files as the model.</summary>
    public string Name { get; init; } = "Simulated";

    /// <summary>The colour filters: Bayer or mono.</summary>
    public CfaPattern Cfa { get; init; } = CfaPattern.Rggb;

    /// <summary>Light: the photograph's white times this is the sensor's white.</summary>
    public double Exposure { get; init; } = 1;

    /// <summary>How strong an S-curve the photograph is taken to have gone through, 0 to 1.</summary>
    public double ToneStrength { get; init; } = 0.5;

    /// <summary>What became of the light before the camera sees it: grain, blacks cut off.</summary>
    public FilmLook Film { get; init; } = new();

    /// <summary>Scale, blur, vignetting.</summary>
    public CameraOptics Optics { get; init; } = new();

    /// <summary>Colour matrix, white balance.</summary>
    public CameraColors Colors { get; init; } = new();

    /// <summary>Electrons, noise, levels.</summary>
    public SensorElectronics Sensor { get; init; } = new();

    /// <summary>What comes behind the converter.</summary>
    public InCameraProcessing Processing { get; init; } = new();

    /// <summary>Size of the whole mosaic that it makes of a photograph; at least 1×1.</summary>
    public (int Height, int Width) SizeFor(RgbPhotograph photograph)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        return (Math.Max(1, (int)(photograph.Height / Optics.Downscale)), Math.Max(1, (int)(photograph.Width / Optics.Downscale)));
    }

    /// <summary>The layout of a crop of that mosaic, seen from the crop's own row 0, column 0.</summary>
    public MosaicLayout LayoutOf(SensorArea region)
    {
        Check();
        SampleCoding coding = new(this);
        CfaPattern cfa = Cfa.Shift(region.Top, region.Left);
        ImmutableArray<float>.Builder black = ImmutableArray.CreateBuilder<float>(cfa.PositionCount);
        for (int position = 0; position < cfa.PositionCount; position++)
        {
            black.Add(coding.StoredBlackAt(PositionOf(region.Top + (position / cfa.Columns), region.Left + (position % cfa.Columns))));
        }

        return new MosaicLayout(region.Width, region.Height, cfa, 0, coding.StoredWhite) { BlackDn = black.MoveToImmutable() };
    }

    /// <summary>What files say about this camera.</summary>
    public CameraMetadata Metadata()
    {
        double[] neutral = Neutral;
        return new CameraMetadata
        {
            Make = "FixPix",
            Model = $"Simulated {Name}",
            Serial = Sensor.Specimen.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Iso = Sensor.Iso,
            AsShotNeutral = Cfa.IsMonochrome ? [] : [.. neutral],
            ColorMatrix = Cfa.IsMonochrome ? [] : Colors.Matrix.ScaledTo(neutral),
        };
    }

    // Rows and columns may be negative: a margin around a crop at the border has colours too.
    internal int PositionOf(int row, int column) =>
        Cfa.PositionAt(((row % Cfa.Rows) + Cfa.Rows) % Cfa.Rows, ((column % Cfa.Columns) + Cfa.Columns) % Cfa.Columns);

    // In the file's own numbers, which a square-root table makes of the light.
    private double[] Neutral => Processing.CompandedBits > 0
        ? [Math.Sqrt(1 / Colors.RedGain), 1, Math.Sqrt(1 / Colors.BlueGain)]
        : [1 / Colors.RedGain, 1, 1 / Colors.BlueGain];

    /// <exception cref="FixPixException">A value is out of range.</exception>
    internal void Check()
    {
        Film.Check();
        Optics.Check();
        Sensor.Check(Cfa.PositionCount);
        Processing.Check(Sensor.Bits);
        if (!(Exposure is >= 0 and <= 1000) || !(ToneStrength is >= 0 and <= 1) || !(Colors.RedGain is > 0 and <= 16) || !(Colors.BlueGain is > 0 and <= 16))
        {
            throw new FixPixException(
                $"camera: exposure {Exposure} (0 to 1000), tone {ToneStrength} (0 to 1), gains {Colors.RedGain} and {Colors.BlueGain} (above 0, to 16)");
        }
    }
}
