using FixPix.Mosaics;

namespace FixPix.Training.Simulation;

/// <summary>Plausible cameras of several kinds, by name; the figures are those of typical data sheets, of no one product.</summary>
public static class SimulatedCameras
{
    /// <summary>All cameras, each with one line about it.</summary>
    public static IReadOnlyList<(SimulatedCamera Camera, string Summary)> All { get; } =
    [
        (Phone, "phone, 10 bits, small pixels (6,000 electrons), lens shading"),
        (Slr("dslr-12", 12, 256, 4095, 40_000, "Canon EOS 5D Mark II"), "older single-lens reflex, 12 bits"),
        (Slr("dslr-14", 14, 600, 16_383, 55_000, "Nikon D800"), "single-lens reflex or mirrorless, 14 bits"),
        (Action, "action camera, 14 bits, black 0, smoothed by a lossy codec"),
        (Astronomy, "cooled astronomy camera, 16 bits, low read noise, hot pixels"),
        (Machine("machine-8", CfaPattern.Gbrg, 8, 0), "machine vision, Bayer, 8 bits"),
        (Machine("machine-10", CfaPattern.Bggr, 10, 0), "machine vision, Bayer, 10 bits"),
        (Machine("machine-12", CfaPattern.Rggb, 12, 4), "machine vision, Bayer, 12 bits at the upper end of 16"),
        (Machine("mono-8", CfaPattern.Monochrome, 8, 0), "machine vision, monochrome, 8 bits"),
        (Machine("mono-12", CfaPattern.Monochrome, 12, 0), "machine vision, monochrome, 12 bits"),
        (Rover, "space camera, 12 bits through a square-root table to 8"),
    ];

    /// <summary>Finds a camera by its name, in any letter case.</summary>
    /// <exception cref="FixPixException">There is none of that name; the message lists them.</exception>
    public static SimulatedCamera Find(string name) =>
        All.Select(entry => entry.Camera).FirstOrDefault(camera => camera.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new FixPixException($"camera '{name}': there are {string.Join(", ", All.Select(entry => entry.Camera.Name))}");

    private static SimulatedCamera Phone => new()
    {
        Name = "phone",
        Cfa = CfaPattern.Grbg,
        Optics = new CameraOptics { CoreSigma = 0.7, HaloSigma = 1.6, HaloShare = 0.15, CornerLoss = 0.5 },
        Colors = new CameraColors { Matrix = Matrix("Huawei Nexus 6P"), RedGain = 2.1, BlueGain = 1.7 },
        Sensor = new SensorElectronics
        {
            Bits = 10,
            BlackDn = [64],
            WhiteDn = 1023,
            FullWellElectrons = 6_000,
            BaseIso = 50,
            Iso = 50,
            ReadNoiseElectrons = 1.6,
            ConverterNoiseDn = 0.4,
            RowNoiseElectrons = 0.15,
            GainSpread = 0.01,
        },
    };

    private static SimulatedCamera Action => Slr("action", 14, 0, 16_383, 12_000, "Sony DSC-RX100M4") with
    {
        Optics = new CameraOptics { CoreSigma = 0.6, HaloSigma = 1.5, HaloShare = 0.2, CornerLoss = 0.4 },
        Processing = new InCameraProcessing { Smoothing = 0.2, CoringSigmas = 2 },
    };

    private static SimulatedCamera Astronomy => new()
    {
        Name = "astronomy",
        Cfa = CfaPattern.Rggb,
        ToneStrength = 0.3,
        Optics = new CameraOptics { CoreSigma = 0.8, HaloSigma = 2, HaloShare = 0.2 },
        Colors = new CameraColors { Matrix = Matrix("Sony ILCE-7R"), RedGain = 1.5, BlueGain = 1.6 },
        Sensor = new SensorElectronics
        {
            Bits = 16,
            BlackDn = [1000],
            WhiteDn = 65_535,
            FullWellElectrons = 50_000,
            ReadNoiseElectrons = 1.5,
            ConverterNoiseDn = 1.5,
            GainSpread = 0.006,
            DarkElectrons = 5,
            HotPixelShare = 0.0002,
            HotPixelElectrons = 2_000,
        },
    };

    private static SimulatedCamera Rover => Slr("rover", 12, 120, 4095, 25_000, "Canon EOS 5D Mark II") with
    {
        Processing = new InCameraProcessing { CompandedBits = 8 },
    };

    private static SimulatedCamera Slr(string name, int bits, int black, int white, double fullWell, string matrix) => new()
    {
        Name = name,
        Optics = new CameraOptics { CoreSigma = 0.5, HaloSigma = 1.2, HaloShare = 0.1, CornerLoss = 0.25, RedMagnification = 0.0002, BlueMagnification = -0.0002 },
        Colors = new CameraColors { Matrix = Matrix(matrix), RedGain = 2, BlueGain = 1.5 },
        Sensor = new SensorElectronics
        {
            Bits = bits,
            BlackDn = [black],
            WhiteDn = white,
            FullWellElectrons = fullWell,
            ReadNoiseElectrons = 3,
            ConverterNoiseDn = 1.2,
            RowNoiseElectrons = 0.2,
            GainSpread = 0.005,
        },
    };

    private static SimulatedCamera Machine(string name, CfaPattern cfa, int bits, int shift) => new()
    {
        Name = name,
        Cfa = cfa,
        Optics = new CameraOptics { CoreSigma = 0.6, HaloShare = 0.05, CornerLoss = 0.15 },
        Colors = new CameraColors { Matrix = Matrix("Pentax K-5"), RedGain = 1.4, BlueGain = 1.7 },
        Sensor = new SensorElectronics
        {
            Bits = bits,
            BlackDn = [1 << (bits - 7)],
            WhiteDn = (1 << bits) - 1,
            FullWellElectrons = 10_500,
            ReadNoiseElectrons = 2.3,
            ConverterNoiseDn = 0.3,
            RowNoiseElectrons = 0.2,
            GainSpread = 0.007,
            DarkElectrons = 2,
        },
        Processing = new InCameraProcessing { LeftShift = shift },
    };

    private static CameraMatrix Matrix(string name) => CameraMatrix.Known.First(matrix => matrix.Name == name);
}
