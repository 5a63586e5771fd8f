using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Experiments.Patches;

/// <summary>The paper's patch MLP as the paper uses it: told which site to predict, and nothing of its neighbours, whose bad values it sees as they are.</summary>
/// <param name="network">Opens it, when it is first needed.</param>
internal sealed class UntoldCorrector(Func<PatchMlpCorrector> network) : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new UntoldPlan(map, layout, network());

    private sealed class UntoldPlan(DefectMap map, MosaicLayout layout, PatchMlpCorrector network) : CorrectionPlan(map, layout)
    {
        private readonly SitePredictor _predictor = network.Predictor(map.Sites, layout, new GoodMask(map, layout));

        protected override void Mend(ushort[] samples, WorkSettings work)
        {
            float[] predicted = new float[_predictor.Sites.Length];
            RowBands.Run(_predictor.PieceCount, 1, work with { Progress = null }, static () => new Workspace(), (piece, _, workspace) => _predictor.Predict(samples, piece, predicted, workspace));
            for (int ordinal = 0; ordinal < predicted.Length; ordinal++)
            {
                samples[_predictor.Sites[ordinal]] = (ushort)Math.Clamp(predicted[ordinal] + 0.5f, 0f, Layout.WhiteDn);
            }
        }
    }
}
