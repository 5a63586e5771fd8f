using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>Draws faults as the settings ask for them.</summary>
internal sealed class FaultSource
{
    private const double LargestFactor = 5;
    private const double LargestLeak = 0.1;
    private const double SmallestDarkSignal = 0.05;

    private readonly InjectionSettings _settings;
    private readonly int _whiteDn;
    private readonly double _rangeDn;
    private readonly double _exposureRatio;

    public FaultSource(InjectionSettings settings, Mosaic mosaic)
    {
        (_settings, _whiteDn) = (settings, mosaic.Layout.WhiteDn);
        if (settings.StuckValueDn is { } stuck && (uint)stuck > (uint)_whiteDn)
        {
            throw new FixPixException($"stuck value {stuck} DN, expected 0 to the white level {_whiteDn}");
        }

        _rangeDn = _whiteDn - mosaic.Layout.BlackDn.Min();
        _exposureRatio = mosaic.Camera.ExposureSeconds is { } seconds && settings.HotReferenceSeconds is { } reference ? seconds / reference : 1;
    }

    /// <summary>Draws the fault of a single site or of a whole group.</summary>
    public Fault Draw(DefectKind kind, bool isGroup, SeededRandom random) => kind switch
    {
        DefectKind.Deviating => new Fault(kind, DrawFactor(random)),
        DefectKind.Dead => new Fault(kind, Coin(random) ? -1 : random.NextBetween(0, LargestLeak)),
        DefectKind.Hot => new Fault(kind, _rangeDn * _exposureRatio * Math.Exp(random.NextBetween(Math.Log(SmallestDarkSignal), 0))),
        _ => new Fault(kind, _settings.StuckValueDn ?? DrawStuckValue(isGroup, random)),
    };

    /// <summary>Draws a factor of a fixed pattern: uniform in [0, 1 − δ] or [1 + δ, 5]. Always takes two numbers.</summary>
    public double DrawFactor(SeededRandom random) =>
        Coin(random) ? random.NextBetween(0, 1 - _settings.Delta) : random.NextBetween(1 + _settings.Delta, LargestFactor);

    /// <summary>
    /// Draws the value of a site that deviates in this frame alone: uniform among the integers of [0, (1 − δ)·v] or
    /// [(1 + δ)·v, white], by even odds; the lower where the upper is empty.
    /// </summary>
    public ushort DrawValue(ushort value, SeededRandom random)
    {
        // Products such as 1.1 · 10 come out a hair off the integer that they are.
        const double Hair = 1e-7;
        int lowerEnd = (int)Math.Floor(((1 - _settings.Delta) * value) + Hair);
        double upperFirst = Math.Ceiling(((1 + _settings.Delta) * value) - Hair);
        return upperFirst > _whiteDn || Coin(random)
            ? (ushort)random.NextInt(lowerEnd + 1)
            : (ushort)(upperFirst + random.NextInt(_whiteDn - (int)upperFirst + 1));
    }

    private int DrawStuckValue(bool isGroup, SeededRandom random) =>
        !isGroup ? random.NextInt(_whiteDn + 1) : Coin(random) ? 0 : _whiteDn;

    private static bool Coin(SeededRandom random) => (random.NextBits() >> 63) == 0;
}
