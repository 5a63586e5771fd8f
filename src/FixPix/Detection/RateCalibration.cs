using System.Collections.Immutable;
using System.Globalization;

namespace FixPix.Detection;

/// <summary>
/// What a network's log-odds are worth in a frame. A network that was trained at all rates cannot tell from a site's surroundings whether one in a thousand or one in ten thousand is bad; the
/// whole frame can: by the share of its sites that the network is certain of. Between the rates at which it was measured (weight files: metadata <c>calibration</c>) it is interpolated over
/// the logarithm of that share; beyond them the nearest counts. Frames of one rate differ too, and so do their parts: where the network has its doubts about more sites around than it mostly has at that rate
/// (<see cref="FrameLook.DoubtAround"/>), what it says is worth less, and more where it has fewer. And beside what the network says of a site counts how common residuals like the site's are in this frame (<see cref="ResidualEvidence"/>), which no network
/// knows that sees the frame tile by tile.
/// </summary>
/// <param name="knots">Measured at some rates, at least one; by rising <see cref="Knot.CertainShare"/>.</param>
/// <param name="together">What the evidence of several frames is worth.</param>
internal sealed class RateCalibration(ImmutableArray<RateCalibration.Knot> knots, FrameCalibration together)
{
    // However odd a place is, by no more than this do the doubts around it move log-odds.
    private const float MostDoubt = 4;

    /// <summary>Frames of one rate, and what log-odds are worth in them.</summary>
    /// <param name="CertainShare">The share of sites that the network is certain of (<see cref="FrameLook.CertainShare"/>).</param>
    /// <param name="Rate">The share of sites that are bad: the prior.</param>
    /// <param name="Scale">Log-odds are multiplied by it.</param>
    /// <param name="Offset">Then this is added.</param>
    public readonly record struct Knot(double CertainShare, double Rate, double Scale, double Offset)
    {
        /// <summary>The geometric mean of the share of doubtful sites around a site; 1 where that does not count.</summary>
        public double DoubtfulShare { get; init; } = 1;

        /// <summary>By how much log-odds are worth less where that share is e times as large; 0 where it does not count.</summary>
        public double Doubt { get; init; }

        /// <summary>ln of the odds of a bad site before anything is known of it.</summary>
        public double PriorLogOdds => Certainty.ToLogOdds(Rate);

        /// <summary>What several frames together are worth.</summary>
        public FrameCalibration Together { get; init; } = FrameCalibration.None;

        /// <summary>What the log-odds of the site's residual (<see cref="ResidualEvidence"/>) are multiplied by; 0 where they do not count.</summary>
        public double Residual { get; init; }

        /// <summary>What one frame says of its sites beside the prior.</summary>
        public Weights Evidence => new((float)Scale, (float)(Offset - PriorLogOdds), (float)Doubt, (float)Math.Log(DoubtfulShare), (float)Residual);

        /// <summary>
        /// What so many frames say of a site: the prior, which counts once, and what their evidence is worth: the evidence itself where it is one frame, the sum of its parts (<see cref="FrameCalibration.Part"/>)
        /// where there are several.
        /// </summary>
        public Line TotalOf(int frames)
        {
            FrameCalibration.Knot worth = Together.At(frames);
            return new Line(worth.Scale, PriorLogOdds + worth.Offset);
        }
    }

    /// <summary>How much counts of what speaks for or against a site.</summary>
    /// <param name="Scale">What the network's log-odds are multiplied by.</param>
    /// <param name="Start">What is added.</param>
    /// <param name="Doubt">By how much they are worth less for each e times as many doubts around.</param>
    /// <param name="DoubtMiddle">ln of the doubts at which they are not.</param>
    /// <param name="Residual">What the log-odds of the residual are multiplied by.</param>
    public readonly record struct Weights(float Scale, float Start, float Doubt, float DoubtMiddle, float Residual)
    {
        /// <summary>What is said of a site.</summary>
        /// <param name="logOdds">The network's.</param>
        /// <param name="doubtAround">ln of the share of doubtful sites around it.</param>
        /// <param name="residual">The residual's log-odds.</param>
        public float At(float logOdds, float doubtAround, float residual) => (Scale * logOdds) + Start - OfDoubt(Doubt * (doubtAround - DoubtMiddle)) + (Residual * residual);
    }

    /// <summary>A straight line.</summary>
    /// <param name="Slope">What one more is worth.</param>
    /// <param name="Start">What nothing is worth.</param>
    public readonly record struct Line(double Slope, double Start)
    {
        /// <summary>What a sum is worth.</summary>
        public double At(double sum) => (Slope * sum) + Start;
    }

    /// <summary>What doubts take off.</summary>
    public static float OfDoubt(double doubt) => Math.Clamp((float)doubt, -MostDoubt, MostDoubt);

    /// <summary>Log-odds as the network says them, at one expected rate.</summary>
    public static RateCalibration None(double expectedRate) => new([new Knot(expectedRate, expectedRate, 1, 0)], FrameCalibration.None);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">The rates.</param>
    /// <param name="together">What several frames together are worth.</param>
    /// <param name="source">The weight file.</param>
    /// <exception cref="FixPixException">It is something else.</exception>
    public static RateCalibration Parse(string text, FrameCalibration together, string source)
    {
        ImmutableArray<Knot> knots = [.. text.Split(';').Select(part => ParseKnot(part, source))];
        for (int index = 1; index < knots.Length; index++)
        {
            if (knots[index].CertainShare <= knots[index - 1].CertainShare)
            {
                throw new FixPixException($"{source}: calibration '{text}': shares must rise");
            }
        }

        return new RateCalibration(knots, together);
    }

    /// <summary>The calibration for a frame of whose sites the network is certain of such a share.</summary>
    public Knot At(double certainShare) => Between(certainShare, static knot => knot.CertainShare);

    /// <summary>The calibration for a sensor whose rate is known.</summary>
    public Knot AtRate(double rate) => Between(rate, static knot => knot.Rate) with { Rate = rate };

    /// <summary>The least log-odds of the network that are worth so much in some frame.</summary>
    public double Least(double worth) => knots.Min(knot => (worth - knot.Offset - (knot.Doubt > 0 ? MostDoubt : 0) - (knot.Residual * ResidualEvidence.Most)) / knot.Scale);

    /// <summary>share:rate:scale:offset, then :doubtful share:doubt where that counts, then :residual where that does, with semicolons between.</summary>
    public override string ToString() => string.Join(';', knots.Select(static knot =>
    {
        string doubt = knot.Doubt > 0 || knot.Residual > 0 ? string.Create(CultureInfo.InvariantCulture, $":{knot.DoubtfulShare:g6}:{knot.Doubt:g6}") : "";
        string residual = knot.Residual > 0 ? string.Create(CultureInfo.InvariantCulture, $":{knot.Residual:g6}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{knot.CertainShare:g6}:{knot.Rate:g6}:{knot.Scale:g6}:{knot.Offset:g6}{doubt}{residual}");
    }));

    private Knot Between(double place, Func<Knot, double> placeOf)
    {
        int after = 0;
        while (after < knots.Length && placeOf(knots[after]) < place)
        {
            after++;
        }

        if (after == 0 || after == knots.Length)
        {
            return knots[Math.Max(0, after - 1)] with { Together = together };
        }

        (Knot low, Knot high) = (knots[after - 1], knots[after]);
        double share = Math.Log(place / placeOf(low)) / Math.Log(placeOf(high) / placeOf(low));
        double Mix(double from, double to) => from + (share * (to - from));
        return new Knot(place, Math.Exp(Mix(Math.Log(low.Rate), Math.Log(high.Rate))), Mix(low.Scale, high.Scale), Mix(low.Offset, high.Offset))
        {
            Together = together,
            Doubt = Mix(low.Doubt, high.Doubt),
            Residual = Mix(low.Residual, high.Residual),
            DoubtfulShare = high.Doubt > 0 ? Math.Exp(Mix(Math.Log(low.DoubtfulShare), Math.Log(high.DoubtfulShare))) : low.DoubtfulShare,
        };
    }

    private static Knot ParseKnot(string part, string source)
    {
        double[] numbers = CalibrationText.NumbersOf(part);
        return numbers switch
        {
            [> 0 and < 1, > 0 and < 1, > 0 and < 100, > -100 and < 100] => new Knot(numbers[0], numbers[1], numbers[2], numbers[3]),
            [> 0 and < 1, > 0 and < 1, > 0 and < 100, > -100 and < 100, > 0 and < 1, > 0 and < 100] =>
                new Knot(numbers[0], numbers[1], numbers[2], numbers[3]) { DoubtfulShare = numbers[4], Doubt = numbers[5] },
            [> 0 and < 1, > 0 and < 1, > 0 and < 100, > -100 and < 100, > 0 and <= 1, >= 0 and < 100, > 0 and < 100] =>
                new Knot(numbers[0], numbers[1], numbers[2], numbers[3]) { DoubtfulShare = numbers[4], Doubt = numbers[5], Residual = numbers[6] },
            _ => throw new FixPixException($"{source}: calibration '{part}': expected share:rate:scale:offset, or these and :doubtful share:doubt, or these and :residual; shares and rates between 0 and 1"),
        };
    }
}
