using System.Collections.Immutable;
using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// What the evidence of several frames together is worth. Frames of one sensor have errors in common: a site's own small gain, the steps of a coarse converter. Nine of them say
/// less than nine times what one says. Such errors are small in each frame: what a frame says within a dead band counts for nothing, and what goes beyond it adds up, times a scale. What it says for a site being good
/// counts for less: a bad site that its surroundings hide looks good in every frame that they hide it in. Measured for some numbers of frames (weight files: metadata <c>frame-calibration</c>); between them it is interpolated
/// over the logarithm of the number, above the most the last counts, and one frame is worth what it says.
/// </summary>
internal sealed class FrameCalibration
{
    /// <summary>Frames whose errors have nothing in common.</summary>
    public static readonly FrameCalibration None = new(0, 1, []);

    private const float Doubtful = 1;
    private const float NotDoubtful = 5;

    private readonly float _deadBand, _against;
    private readonly ImmutableArray<Knot> _knots;

    /// <summary>A calibration measured for some numbers of frames.</summary>
    /// <param name="deadBand">Evidence of one frame up to this, for or against, counts for nothing.</param>
    /// <param name="against">What is left of evidence against a site being bad is multiplied by it.</param>
    /// <param name="knots">By rising number, each more than one.</param>
    public FrameCalibration(double deadBand, double against, ImmutableArray<Knot> knots) => (_deadBand, _against, _knots) = ((float)deadBand, (float)against, knots);

    /// <summary>The same dead band and share of what is against, with other numbers of frames.</summary>
    public FrameCalibration With(ImmutableArray<Knot> knots) => new(_deadBand, _against, knots);

    /// <summary>So many frames, and what their evidence is worth.</summary>
    /// <param name="Frames">How many.</param>
    /// <param name="Scale">Their evidence, added up as <see cref="Part"/> leaves it, is multiplied by it.</param>
    /// <param name="Offset">Then this is added.</param>
    public readonly record struct Knot(int Frames, double Scale, double Offset)
    {
        /// <summary>ln of the share of doubtful sites around a site at which they count for nothing (<see cref="LookAt"/>).</summary>
        public double DoubtMiddle { get; init; }

        /// <summary>By how much the sum is worth less where that share is e times as large; 0 where it does not count.</summary>
        public double Doubt { get; init; }
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FixPixException">It is something else.</exception>
    public static FrameCalibration Parse(string text, string source)
    {
        string[] parts = text.Split(';');
        (double deadBand, double against) = CalibrationText.NumbersOf(parts[0]) is [>= 0 and < 100 and double band, > 0 and <= 1 and double share]
            ? (band, share)
            : throw new FixPixException($"{source}: frame calibration '{text}': expected dead band:against first");
        ImmutableArray<Knot> knots = [.. parts[1..].Select(part => ParseKnot(part, source))];
        for (int index = 1; index < knots.Length; index++)
        {
            if (knots[index].Frames <= knots[index - 1].Frames)
            {
                throw new FixPixException($"{source}: frame calibration '{text}': numbers of frames must rise");
            }
        }

        return new FrameCalibration(deadBand, against, knots);
    }

    /// <summary>What one frame's evidence adds to the sum of several.</summary>
    public float Part(float evidence) => evidence > _deadBand ? evidence - _deadBand : evidence < -_deadBand ? _against * (evidence + _deadBand) : 0;

    /// <summary>Where sums leave doubts: sites that all frames together speak for, but not as for bad ones. Where many lie together, the frames have errors in common.</summary>
    /// <param name="layout">The layout of the frames.</param>
    /// <param name="sums">The sums of the parts, height × width.</param>
    /// <param name="work">Threads.</param>
    public static FrameLook LookAt(MosaicLayout layout, float[] sums, WorkSettings work)
    {
        FrameLook look = new(layout, Doubtful, NotDoubtful);
        look.Count(sums, work);
        return look;
    }

    /// <summary>What the evidence of so many frames is worth.</summary>
    public Knot At(int frames)
    {
        Knot low = new(1, 1, 0);
        foreach (Knot high in _knots)
        {
            if (high.Frames >= frames)
            {
                double share = Math.Log(frames / (double)low.Frames) / Math.Log(high.Frames / (double)low.Frames);
                double Mix(double from, double to) => from + (share * (to - from));
                return new Knot(frames, Mix(low.Scale, high.Scale), Mix(low.Offset, high.Offset))
                {
                    Doubt = Mix(low.Doubt, high.Doubt),
                    DoubtMiddle = low.Doubt == 0 ? high.DoubtMiddle : high.Doubt == 0 ? low.DoubtMiddle : Mix(low.DoubtMiddle, high.DoubtMiddle),
                };
            }

            low = high;
        }

        return low with { Frames = frames };
    }

    /// <summary>dead band:against and frames:scale:offset, :doubtful share:doubt behind it where that counts, with semicolons between.</summary>
    public override string ToString() =>
        string.Join(';', _knots.Select(static knot =>
            string.Create(CultureInfo.InvariantCulture, $"{knot.Frames}:{knot.Scale:g6}:{knot.Offset:g6}") + (knot.Doubt > 0 ? string.Create(CultureInfo.InvariantCulture, $":{Math.Exp(knot.DoubtMiddle):g6}:{knot.Doubt:g6}") : "")).Prepend(string.Create(CultureInfo.InvariantCulture, $"{_deadBand:g6}:{_against:g6}")));

    private static Knot ParseKnot(string part, string source)
    {
        double[] numbers = CalibrationText.NumbersOf(part);
        return numbers switch
        {
            [>= 2 and <= 10_000, > 0 and < 100, > -100 and < 100] => new Knot((int)numbers[0], numbers[1], numbers[2]),
            [>= 2 and <= 10_000, > 0 and < 100, > -100 and < 100, > 0 and < 1, > 0 and < 100] => new Knot((int)numbers[0], numbers[1], numbers[2]) { DoubtMiddle = Math.Log(numbers[3]), Doubt = numbers[4] },
            _ => throw new FixPixException($"{source}: frame calibration '{part}': expected frames:scale:offset, or these and :doubtful share:doubt"),
        };
    }
}
