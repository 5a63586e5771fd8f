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
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new MlpPlan(map, layout, this);

    private sealed class MlpPlan : NetworkPlan
    {
        private const int SitesPerPiece = 8192;

        // So many patches stay in the second-level cache on their way through the network.
        private const int SitesPerBlock = 256;

        private readonly PatchMlp _network;
        private readonly Patches _patches;

        public MlpPlan(DefectMap map, MosaicLayout layout, PatchMlpCorrector corrector)
            : base(map, layout, corrector._isRelative ? null : corrector._size / 2) =>
            (_network, _patches) = (corrector._network, corrector._isRelative ? new RelativePatches(layout, corrector._size, Good) : new RawPatches(layout, corrector._size));

        protected override int PieceCount => (Map.Count + SitesPerPiece - 1) / SitesPerPiece;

        protected override void Predict(ReadOnlySpan<ushort> samples, int piece, Span<float> predicted, Workspace workspace)
        {
            int end = Math.Min((piece + 1) * SitesPerPiece, Map.Count);
            for (int first = piece * SitesPerPiece; first < end; first += SitesPerBlock)
            {
                int count = Math.Min(SitesPerBlock, end - first), mark = workspace.Mark();
                Matrix input = _patches.Rent(count, workspace), output = workspace.RentMatrix(count, 1), units = workspace.RentMatrix(2, count);
                _patches.Read(samples, Map.SiteIndices.Slice(first, count), in input, units.Row(0), units.Row(1));
                _network.Forward(in input, in output, workspace);
                for (int site = 0; site < count; site++)
                {
                    predicted[first + site] = units.Row(0)[site] + (units.Row(1)[site] * output.Row(site)[0]);
                }

                workspace.Release(mark);
            }
        }
    }
}
