using FixPix.Correction;
using FixPix.Defects;
using FixPix.Evaluation;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.CorrectorAblation;

/// <summary>Judges correctors on whole mosaics of photographs that none has learned from, seen by cameras of the whole range, with the true map: the same mosaics and defects for all.</summary>
/// <param name="photographs">What is looked at, each by one camera.</param>
/// <param name="seed">Draws cameras and defects.</param>
internal sealed class Judge(IReadOnlyList<RgbPhotograph> photographs, long seed)
{
    private static readonly ClassicalCorrector s_classical = new();

    /// <summary>What a corrector gains over `classical`, case by case.</summary>
    /// <param name="corrector">The corrector.</param>
    /// <param name="highestRate">Cases with more bad sites are left out.</param>
    /// <param name="work">Threads, cancellation.</param>
    public IReadOnlyList<Gain> Measure(ICorrector corrector, double highestRate, WorkSettings work)
    {
        double[] sums = new double[JudgedCase.All.Count];
        for (int look = 0; look < photographs.Count; look++)
        {
            SeededRandom random = new(seed, look);
            Mosaic clean = MosaicSimulator.Simulate(photographs[look], SensorRange.DrawFor(random, photographs[look]), (long)random.NextBits(), work);
            for (int index = 0; index < sums.Length; index++)
            {
                work.Cancellation.ThrowIfCancellationRequested();
                InjectionSettings defects = JudgedCase.All[index].On(clean.Layout, (long)random.NextBits());
                sums[index] += defects.Rate > highestRate ? 0 : GainOn(clean, defects, corrector, work);
            }
        }

        return [.. JudgedCase.All.Zip(sums).Where(pair => pair.First.Rate <= highestRate).Select(pair => new Gain(pair.First.Name, pair.Second / photographs.Count))];
    }

    private static double GainOn(Mosaic clean, InjectionSettings defects, ICorrector corrector, WorkSettings work)
    {
        Mosaic spoiled = clean.Clone();
        DefectMap truth = DefectInjector.Inject(spoiled, defects).Truth;
        return PsnrDb(corrector) - PsnrDb(s_classical);

        double PsnrDb(ICorrector mends)
        {
            Mosaic mended = spoiled.Clone();
            mends.Plan(truth, mended.Layout).Apply(mended.Samples, work);
            return MendingSums.Of(CorrectionScore.Of(clean, mended, truth, work), seconds: 0).PsnrDb;
        }
    }
}
