using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Correction;

/// <summary>
/// A small trained network predicts each bad site from the patch around it ("FixPix: Fixing Bad Pixels using Deep Learning"). Metadata <c>size</c> is the patch's side, 5, 9 or 13, and <c>input</c>
/// what the network is told: "raw", the paper's way (<see cref="RawPatches"/>), or "relative", ours, which knows colours, levels and bad neighbours (<see cref="RelativePatches"/>).
/// </summary>
public sealed class PatchMlpCorrector : ICorrector
{
    private readonly PatchMlp _network;
    private readonly int _size;
    private readonly bool _isRelative;

    /// <summary>Makes the corrector of a weight file.</summary>
    /// <param name="weights">A patch MLP for the task "corrector" with one output: size² − 1 inputs for "raw", twice as many for "relative".</param>
    /// <exception cref="FixPixException">The file holds another network, or one for another task, size or input.</exception>
    public PatchMlpCorrector(WeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Require(PatchMlp.Architecture);
        weights.RequireSetting("task", "corrector");
        string input = weights.RequireSetting("input", RelativePatches.Name, RawPatches.Name);
        weights.RequireSetting("size", "5", "9", "13");
        _size = weights.Number("size", 5, 13);
        _isRelative = input == RelativePatches.Name;
        _network = new PatchMlp(weights);
        weights.RequireSizes(input, (_network.Inputs, _network.Outputs), ((_isRelative ? 2 : 1) * ((_size * _size) - 1), 1));
    }

    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout)
    {
        ArgumentNullException.ThrowIfNull(map);
        SitePlan estimates = _isRelative ? new ClassicalPlan(map, layout) : new OppositePairsPlan(map, layout, radius: _size / 2);
        return new NetworkPlan(estimates, good => [Predictor(map.Sites, layout, good)]) { KeepsEvenLight = _isRelative };
    }

    /// <summary>The network's part of a plan.</summary>
    /// <param name="sites">The sites to predict.</param>
    /// <param name="layout">The frames' layout.</param>
    /// <param name="good">Which sites may be believed.</param>
    /// <param name="patches">What the network is told, as many numbers; null: what its file says.</param>
    internal SitePredictor Predictor(ReadOnlyMemory<int> sites, MosaicLayout layout, GoodMask good, Patches? patches = null) =>
        new MlpPredictor(sites, layout, _network, patches ?? (_isRelative ? new RelativePatches(layout, _size, good) : new RawPatches(layout, _size)));

    private sealed class MlpPredictor(ReadOnlyMemory<int> sites, MosaicLayout layout, PatchMlp network, Patches patches) : SitePredictor(sites, layout.Width)
    {
        private const int SitesPerPiece = 8192;

        // So many patches stay in the second-level cache on their way through the network.
        private const int SitesPerBlock = 256;

        public override int PieceCount => (Sites.Length + SitesPerPiece - 1) / SitesPerPiece;

        public override void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace)
        {
            int end = Math.Min((piece + 1) * SitesPerPiece, Sites.Length);
            for (int first = piece * SitesPerPiece; first < end; first += SitesPerBlock)
            {
                int count = Math.Min(SitesPerBlock, end - first), mark = workspace.Mark();
                Matrix input = patches.Rent(count, workspace), output = workspace.RentMatrix(count, 1), units = workspace.RentMatrix(2, count);
                patches.Read(samples, Sites.Slice(first, count), in input, units.Row(0), units.Row(1));
                network.Forward(in input, in output, workspace);
                for (int site = 0; site < count; site++)
                {
                    predicted[first + site] = units.Row(0)[site] + (units.Row(1)[site] * output.Row(site)[0]);
                }

                workspace.Release(mark);
            }
        }
    }
}
