using System.Collections.Immutable;
using System.Globalization;

namespace FixPix.Detection;

/// <summary>
/// What a network's log-odds are worth in a frame. A network that was trained at all rates cannot tell from a site's surroundings whether one in a thousand or one in ten thousand is bad; the
/// whole frame can: by the share of its sites that the network is certain of. Between the rates at which it was measured (weight files: metadata <c>calibration</c>) it is interpolated over
/// the logarithm of that share; beyond them the nearest counts.
/// </summary>
internal sealed class RateCalibration
{
    private readonly ImmutableArray<Knot> _knots;

    /// <summary>A calibration measured at some rates.</summary>
    /// <param name="knots">At least one; by rising <see cref="Knot.CertainShare"/>.</param>
    public RateCalibration(ImmutableArray<Knot> knots) => _knots = knots;

    /// <summary>Frames of one rate, and what log-odds are worth in them.</summary>
    /// <param name="CertainShare">The share of sites that the network is certain of (<see cref="UNetPass.CertainShare"/>).</param>
    /// <param name="Rate">The share of sites that are bad: the prior.</param>
    /// <param name="Scale">Log-odds are multiplied by it.</param>
    /// <param name="Offset">Then this is added.</param>
    public readonly record struct Knot(double CertainShare, double Rate, double Scale, double Offset)
    {
        /// <summary>ln of the odds of a bad site before anything is known of it.</summary>
        public double PriorLogOdds => Certainty.ToLogOdds(Rate);

        /// <summary>The log-odds of a site by what several frames say of it.</summary>
        /// <param name="sum">The network's log-odds, added up over the frames.</param>
        /// <param name="frames">How many: each brings the prior along, which counts once.</param>
        public double Total(double sum, int frames) => (Scale * sum) + (frames * Offset) - ((frames - 1) * PriorLogOdds);
    }

    /// <summary>Log-odds as the network says them, at one expected rate.</summary>
    public static RateCalibration None(double expectedRate) => new([new Knot(expectedRate, expectedRate, 1, 0)]);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FixPixException">It is something else.</exception>
    public static RateCalibration Parse(string text, string source)
    {
        ImmutableArray<Knot> knots = [.. text.Split(';').Select(part => ParseKnot(part, source))];
        for (int index = 1; index < knots.Length; index++)
        {
            if (knots[index].CertainShare <= knots[index - 1].CertainShare)
            {
                throw new FixPixException($"{source}: calibration '{text}': shares must rise");
            }
        }

        return new RateCalibration(knots);
    }

    /// <summary>The calibration for a frame with this share of certain sites.</summary>
    public Knot At(double certainShare) => Between(certainShare, static knot => knot.CertainShare);

    /// <summary>The calibration for a sensor whose rate is known.</summary>
    public Knot AtRate(double rate) => Between(rate, static knot => knot.Rate) with { Rate = rate };

    /// <summary>The least log-odds of the network that are worth so much at some rate.</summary>
    public double Least(double worth) => _knots.Min(knot => (worth - knot.Offset) / knot.Scale);

    /// <summary>share:rate:scale:offset, with semicolons between.</summary>
    public override string ToString() =>
        string.Join(';', _knots.Select(knot => string.Create(CultureInfo.InvariantCulture, $"{knot.CertainShare:g6}:{knot.Rate:g6}:{knot.Scale:g6}:{knot.Offset:g6}")));

    private Knot Between(double place, Func<Knot, double> placeOf)
    {
        int after = 0;
        while (after < _knots.Length && placeOf(_knots[after]) < place)
        {
            after++;
        }

        if (after == 0 || after == _knots.Length)
        {
            return _knots[Math.Max(0, after - 1)];
        }

        (Knot low, Knot high) = (_knots[after - 1], _knots[after]);
        double share = Math.Log(place / placeOf(low)) / Math.Log(placeOf(high) / placeOf(low));
        double Mix(double from, double to) => from + (share * (to - from));
        return new Knot(place, Math.Exp(Mix(Math.Log(low.Rate), Math.Log(high.Rate))), Mix(low.Scale, high.Scale), Mix(low.Offset, high.Offset));
    }

    private static Knot ParseKnot(string part, string source)
    {
        double[] numbers = [.. part.Split(':').Select(static word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return numbers is [> 0 and < 1, > 0 and < 1, > 0 and < 100, > -100 and < 100]
            ? new Knot(numbers[0], numbers[1], numbers[2], numbers[3])
            : throw new FixPixException($"{source}: calibration '{part}': expected share:rate:scale:offset, shares and rates between 0 and 1");
    }
}
