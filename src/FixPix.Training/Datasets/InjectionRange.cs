using System.Globalization;
using FixPix.Defects;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>
/// Which defects training sees: every rate from the lowest to the highest, in even shares of its logarithm, any δ, and the kinds that real sensors have: dead, hot and stuck
/// sites, pairs, clusters, rows and columns.
/// </summary>
public sealed record InjectionRange
{
    /// <summary>The share of crops whose rate is drawn evenly itself, not by its logarithm: there high rates are common.</summary>
    public double EvenShare { get; init; }

    /// <summary>The lowest rate.</summary>
    public double LowestRate { get; init; } = 1e-4;

    /// <summary>The highest rate once training is well under way.</summary>
    public double HighestRate { get; init; } = 0.87;

    /// <summary>The highest rate at the start: a network that sees all rates at once learns only how dense defects are.</summary>
    public double FirstHighestRate { get; init; } = 0.02;

    /// <summary>The share of training after which <see cref="HighestRate"/> is reached.</summary>
    public double RampShare { get; init; } = 0.3;

    /// <summary>The least δ, and the greatest.</summary>
    public (double Least, double Greatest) Delta { get; init; } = (0.25, 0.9);

    /// <summary>The share of crops that have defects of other kinds too.</summary>
    public double MixedShare { get; init; } = 0.5;

    /// <summary>
    /// The share of crops whose deviating sites have one factor in every frame, up to 5 (<see cref="InjectionSettings.FixedPattern"/>). Those drawn for one frame alone read anything up to white: in
    /// a dark picture hardly one of them is as close to its neighbours as those that a sensor keeps.
    /// </summary>
    public double FixedShare { get; init; } = 0.5;

    /// <summary>The share of crops that have a bad row, column or part of one.</summary>
    public double LineShare { get; init; } = 0.15;

    /// <summary>The share of crops that have no defect at all.</summary>
    public double CleanShare { get; init; } = 0.05;

    /// <summary>All of it in a line, for a weight file.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"rates {LowestRate} to {HighestRate}{(EvenShare > 0 ? $", even in {EvenShare.ToString("p0", CultureInfo.InvariantCulture)} of the crops and in the logarithm in the others," : "")} from {FirstHighestRate} over {RampShare:p0} of the steps, delta {Delta.Least} to {Delta.Greatest}, a fixed pattern in {FixedShare:p0} of the crops, other kinds and clusters in {MixedShare:p0}, lines in {LineShare:p0}, none in {CleanShare:p0}");

    /// <summary>The highest rate at a moment of training.</summary>
    /// <param name="progress">The share of training that is done, 0 to 1.</param>
    public double HighestRateAt(double progress) =>
        FirstHighestRate * Math.Pow(HighestRate / FirstHighestRate, Math.Clamp(progress / RampShare, 0, 1));

    /// <summary>Draws the defects of one crop.</summary>
    /// <param name="random">The crop's own source.</param>
    /// <param name="sites">Sites of the crop.</param>
    /// <param name="progress">The share of training that is done, 0 to 1.</param>
    public InjectionSettings Draw(SeededRandom random, int sites, double progress)
    {
        ArgumentNullException.ThrowIfNull(random);
        double delta = random.NextBetween(Delta.Least, Delta.Greatest);
        double rate = DrawRate(random.NextDouble(), HighestRateAt(progress));
        bool clean = random.NextDouble() < CleanShare, mixed = random.NextDouble() < MixedShare, lined = random.NextDouble() < LineShare;
        InjectionSettings settings = new() { Seed = (long)random.NextBits(), Delta = delta, Rate = clean ? 0 : rate, FixedPattern = random.NextDouble() < FixedShare };
        if (clean)
        {
            return settings;
        }

        DefectKind[] kinds = [DefectKind.Dead, DefectKind.Hot, DefectKind.Stuck, DefectKind.Deviating];
        if (mixed)
        {
            // Other kinds stand beside the deviating ones up to about as many, and never crowd a crop.
            int most = (int)Math.Min(sites * 0.01, 4 + (sites * rate));
            settings = settings with
            {
                Dead = random.NextInt(most + 1) / 2,
                Hot = random.NextInt(most + 1) / 2,
                Stuck = random.NextInt(most + 1) / 2,
                SameColorPairs = random.NextInt(most + 1) / 6,
                AdjacentPairs = random.NextInt(most + 1) / 6,
                Blocks2x2 = random.NextInt(4),
                Blocks5x5 = random.NextInt(3),
                Clusters = random.NextInt(6),
                GroupKind = kinds[random.NextInt(kinds.Length)],
            };
        }

        // A line needs room: at high rates the deviating sites take most of the crop.
        return lined && rate < 0.5
            ? settings with { Rows = random.NextInt(2), Columns = random.NextInt(2), PartialColumns = random.NextInt(2), GroupKind = kinds[random.NextInt(kinds.Length)] }
            : settings;
    }

    private double DrawRate(double drawn, double highest) => drawn < EvenShare
        ? LowestRate + ((highest - LowestRate) * drawn / EvenShare)
        : LowestRate * Math.Pow(highest / LowestRate, (drawn - EvenShare) / (1 - EvenShare));
}
