using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>
/// The patches around bad sites of spoiled crops as our patch MLP is trained on them (<see cref="RelativePatches"/>), and by how many of its units each middle's truth is above its estimate. Errors count in light, not in units: a
/// patch of a quiet sky has units of next to nothing. Crops count alike whatever their noise: in each the squared errors of the estimates, weighed, are 1 in the mean or a little less.
/// </summary>
public sealed class PatchExamples : ICropExamples
{
    // The network's values end there too.
    private const float MostUnits = 16;

    // By how much estimates of a crop are off is better told by what its units say too, as by so many sites: two sites may happen to be hardly off at all.
    private const int UnitSites = 32;

    // The mean of (off / unit)² over crops of all kinds, about.
    private const double SquareOfUnit = 0.5;

    // Of a crop whose estimates are hardly off nothing can be learned: each of its sites counts as if it were off by this share of the range.
    private const double LeastError = 0.0005;

    private static readonly WorkSettings s_one = new() { Threads = 1 };

    private readonly List<float[]> _patches = [];
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private readonly List<double> _rates = [];
    private readonly int _size, _mostOfCrop;
    private readonly ICorrector _estimates;
    private readonly Func<MosaicLayout, GoodMask, Patches>? _input;
    private readonly Workspace _workspace = new();

    /// <summary>Room for the patches of a batch.</summary>
    /// <param name="size">Rows and columns of a patch: 5, 9 or 13.</param>
    /// <param name="mostOfCrop">The most patches that a crop gives, evenly spread over its bad sites.</param>
    /// <param name="estimates">Mends what the network sees; null: <see cref="ClassicalCorrector"/>.</param>
    public PatchExamples(int size, int mostOfCrop, ICorrector? estimates = null)
        : this(size, mostOfCrop, estimates ?? new ClassicalCorrector(), input: null)
    {
    }

    /// <summary>Room for the patches of a batch, of any input.</summary>
    /// <param name="size">Rows and columns of a patch.</param>
    /// <param name="mostOfCrop">The most patches that a crop gives.</param>
    /// <param name="estimates">Mends what the network sees.</param>
    /// <param name="input">What the network is told, with origins and units of its own; null: <see cref="RelativePatches"/>. How much an error of so many DN counts does not depend on it.</param>
    internal PatchExamples(int size, int mostOfCrop, ICorrector estimates, Func<MosaicLayout, GoodMask, Patches>? input) =>
        (_size, _mostOfCrop, _estimates, _input) = (size, mostOfCrop, estimates, input);

    /// <inheritdoc/>
    public void Spoil(int index, Mosaic clean, InjectionSettings defects)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(defects);
        Mosaic spoiled = clean.Clone();
        DefectMap map = DefectInjector.Inject(spoiled, defects).Truth;
        if (map.Count == 0)
        {
            return;
        }

        _estimates.Plan(map, spoiled.Layout).Apply(spoiled.Samples, s_one);
        GoodMask good = new(map, spoiled.Layout);
        RelativePatches patches = new(spoiled.Layout, _size, good);
        int count = Math.Min(_mostOfCrop, map.Count), mark = _workspace.Mark();
        int[] sites = [.. Enumerable.Range(0, count).Select(place => map.SiteIndices[(int)((long)place * map.Count / count)])];
        Matrix input = patches.Rent(count, _workspace), units = _workspace.RentMatrix(3, count);
        patches.Read(spoiled.Samples, sites, in input, units.Row(0), units.Row(1));
        units.Row(1).CopyTo(units.Row(2));
        _input?.Invoke(spoiled.Layout, good).Read(spoiled.Samples, sites, in input, units.Row(0), units.Row(1));
        double range = spoiled.Layout.WhiteDn - spoiled.Layout.BlackDn.Min(), errors = 0, squares = 0;
        for (int place = 0; place < count; place++)
        {
            float away = clean.Samples[sites[place]] - units.Row(0)[place];
            errors += Squared(away / range);
            squares += Squared(units.Row(2)[place] / range);
            _patches.Add(input.Row(place).ToArray());
            _targets.Add(Math.Clamp(away / units.Row(1)[place], -MostUnits, MostUnits));
            _rates.Add(defects.Rate);
        }

        double usual = Squared(LeastError) + ((errors + (UnitSites * SquareOfUnit * squares / count)) / (count + UnitSites));
        for (int place = 0; place < count; place++)
        {
            _weights.Add((float)(Squared(units.Row(1)[place] / range) / (count * usual)));
        }

        _workspace.Release(mark);
    }

    /// <inheritdoc/>
    public TrainingBatch ToBatch() => new(_targets.Count, 1, 1, [.. _patches.SelectMany(static patch => patch)], [.. _targets], [.. _rates]) { Weights = [.. _weights] };

    private static double Squared(double number) => number * number;
}
