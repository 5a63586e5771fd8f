using System.Collections.Immutable;
using System.Globalization;

namespace FixPix.Detection;

/// <summary>
/// What a network's log-odds are worth in a frame. A network that was trained at all rates cannot tell from a site's surroundings whether one in a thousand or one in ten thousand is bad; the
/// whole frame can: by the share of its sites that the network is certain of. Between the rates at which it was measured (weight files: metadata <c>calibration</c>) it is interpolated over
/// the logarithm of that share; beyond them the nearest counts.
/// </summary>
/// <param name="knots">Measured at some rates, at least one; by rising <see cref="Knot.CertainShare"/>.</param>
/// <param name="together">What the evidence of several frames is worth.</param>
internal sealed class RateCalibration(ImmutableArray<RateCalibration.Knot> knots, FrameCalibration together)
{
    /// <summary>Frames of one rate, and what log-odds are worth in them.</summary>
    /// <param name="CertainShare">The share of sites that the network is certain of (<see cref="UNetPass.CertainShare"/>).</param>
    /// <param name="Rate">The share of sites that are bad: the prior.</param>
    /// <param name="Scale">Log-odds are multiplied by it.</param>
    /// <param name="Offset">Then this is added.</param>
    public readonly record struct Knot(double CertainShare, double Rate, double Scale, double Offset)
    {
        /// <summary>ln of the odds of a bad site before anything is known of it.</summary>
        public double PriorLogOdds => Certainty.ToLogOdds(Rate);

        /// <summary>What several frames together are worth.</summary>
        public FrameCalibration Together { get; init; } = FrameCalibration.None;

        /// <summary>What several frames say of a site beside the prior, as if each had errors of its own.</summary>
        /// <param name="sum">The network's log-odds, added up over the frames.</param>
        /// <param name="frames">How many: each brings the prior along.</param>
        public double Evidence(double sum, int frames) => (Scale * sum) + (frames * (Offset - PriorLogOdds));

        /// <summary>
        /// What so many frames say of a site, from the network's log-odds, added up over them: the prior, which counts once, and what their evidence is worth. It is asked for every site, so its logarithms are taken once.
        /// </summary>
        public Line TotalOf(int frames)
        {
            FrameCalibration.Knot worth = Together.At(frames);
            return new Line(worth.Scale * Scale, PriorLogOdds + (worth.Scale * Evidence(0, frames)) + worth.Offset);
        }

        /// <inheritdoc cref="TotalOf"/>
        public double Total(double sum, int frames) => TotalOf(frames).At(sum);
    }

    /// <summary>A straight line.</summary>
    /// <param name="Slope">What one more is worth.</param>
    /// <param name="Start">What nothing is worth.</param>
    public readonly record struct Line(double Slope, double Start)
    {
        /// <summary>What a sum is worth.</summary>
        public double At(double sum) => (Slope * sum) + Start;
    }

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

    /// <summary>The calibration for a frame with this share of certain sites.</summary>
    public Knot At(double certainShare) => Between(certainShare, static knot => knot.CertainShare);

    /// <summary>The calibration for a sensor whose rate is known.</summary>
    public Knot AtRate(double rate) => Between(rate, static knot => knot.Rate) with { Rate = rate };

    /// <summary>The least log-odds of the network that are worth so much at some rate.</summary>
    public double Least(double worth) => knots.Min(knot => (worth - knot.Offset) / knot.Scale);

    /// <summary>share:rate:scale:offset, with semicolons between.</summary>
    public override string ToString() =>
        string.Join(';', knots.Select(knot => string.Create(CultureInfo.InvariantCulture, $"{knot.CertainShare:g6}:{knot.Rate:g6}:{knot.Scale:g6}:{knot.Offset:g6}")));

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
        return new Knot(place, Math.Exp(Mix(Math.Log(low.Rate), Math.Log(high.Rate))), Mix(low.Scale, high.Scale), Mix(low.Offset, high.Offset)) { Together = together };
    }

    private static Knot ParseKnot(string part, string source)
    {
        double[] numbers = CalibrationText.NumbersOf(part);
        return numbers is [> 0 and < 1, > 0 and < 1, > 0 and < 100, > -100 and < 100]
            ? new Knot(numbers[0], numbers[1], numbers[2], numbers[3])
            : throw new FixPixException($"{source}: calibration '{part}': expected share:rate:scale:offset, shares and rates between 0 and 1");
    }
}
