using FixPix.Mosaics;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

/// <summary>Pictures and cameras that tests look with.</summary>
internal static class Scenes
{
    /// <summary>A camera that does nothing to the light: no blur, no noise worth naming, no tone curve.</summary>
    public static SimulatedCamera Clear { get; } = new()
    {
        ToneStrength = 0,
        Optics = new CameraOptics { CoreSigma = 0, HaloShare = 0 },
        Colors = new CameraColors { RedGain = 1, BlueGain = 1 },
        Sensor = new SensorElectronics
        {
            Bits = 14,
            BlackDn = [1000],
            WhiteDn = 16_000,
            FullWellElectrons = 9e8,
            ReadNoiseElectrons = 0,
            ConverterNoiseDn = 0,
            GainSpread = 0,
        },
    };

    /// <summary>A picture of linear light, 16 bits.</summary>
    public static RgbPhotograph Linear(int height, int width, Func<int, int, int, double> light)
    {
        ushort[] samples = new ushort[height * width * 3];
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] = (ushort)Math.Round(65535 * light(index / 3 / width, index / 3 % width, index % 3));
        }

        return RgbPhotograph.Of(samples, width, height, 65535, isLinear: true);
    }

    /// <summary>One even colour.</summary>
    public static RgbPhotograph Even(int height, int width, double light) => Linear(height, width, (_, _, _) => light);

    public static Mosaic Simulate(RgbPhotograph photograph, SimulatedCamera camera, long seed = 1) =>
        MosaicSimulator.Simulate(photograph, camera, seed, new WorkSettings { Threads = 1 });
}
