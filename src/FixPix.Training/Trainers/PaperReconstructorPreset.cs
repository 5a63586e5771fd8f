using System.Globalization;
using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>The FixPix paper's recipe for its vision transformer: one camera, one rate, whole tiles without a map; Adam, its rate warmed up over five epochs and then along half a cosine.</summary>
/// <param name="Epochs">Times that every tile is seen; the paper: 50 for S7 ISP, 10 for FiveK.</param>
/// <param name="Rate">The share of bad sites.</param>
/// <param name="Encoder">Width, blocks and heads, the paper's 768,12,12; fewer for a quick look.</param>
/// <param name="Decoder">Width, blocks and heads, the paper's 512,8,16.</param>
/// <param name="Seed">Same seed, same weights.</param>
public sealed record PaperReconstructorPreset(int Epochs, double Rate, string Encoder, string Decoder, long Seed)
{
    private const int Crops = 2, WarmEpochs = 5;
    private const double LearningRate = 0.01, Decay = 1e-3;

    /// <summary>The least rows and columns of an image: for each of the 8×8 tiles two tokens each way, and one row or column to begin on red.</summary>
    public const int LeastSide = (8 * 2 * 13) + 1;

    // The paper's token: 9×12, 9×13 for FiveK.
    private static (int Rows, int Columns) TokenOf(RawLayout layout) => (9, layout == RawLayout.FiveK ? 13 : 12);

    /// <summary>Raw files of one camera.</summary>
    public TrainingPlan On(PaperData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        (int rows, int columns) = TokenOf(data.Folder.Layout);
        SensorArea tile = PaperTiles.AreaOf(data.Folder.Files[0].Layout, 0, (rows, columns));
        PaperRecipe recipe = new(Rate, Crops, Seed)
        {
            Token = (rows, columns),
            Examples = (count, _) => new RawTileExamples(count, tile.Height, tile.Width, (float)data.MeanDn, (float)data.DeviationDn),
        };
        PaperTiles learned = new(data.Split.Training, recipe), judged = new(data.Split.Validation, recipe);
        return new TrainingPlan(
            data.Network("vit").With("patch", Text(rows, columns)).With("tile", Text(tile.Height, tile.Width)).With("encoder", Encoder).With("decoder", Decoder),
            Recipe(data, learned.BatchesPerEpoch),
            Crops,
            learned.Batch,
            judged.All(),
            [Rate]);
    }

    private TrainingRecipe Recipe(PaperData data, long stepsPerEpoch) => new()
    {
        Steps = Epochs * stepsPerEpoch,
        RateAt = TrainingRecipe.WarmCosine(LearningRate, Math.Min(WarmEpochs * stepsPerEpoch, Epochs * stepsPerEpoch / 2), Epochs * stepsPerEpoch),
        Decay = Decay,
        DecayInGradient = true,
        Goal = new ValueGoal(data.MeanDn, data.DeviationDn, asShare: true),
        GradientNorm = double.PositiveInfinity,
        StepsPerValidation = stepsPerEpoch,
        Provenance = data.Provenance(
            Seed,
            $"{Crops} of {PaperTiles.PerImage} tiles an image a step, {Epochs} epochs, Adam, learning rate {LearningRate} warmed up over {WarmEpochs} epochs and along half a cosine, decay {Decay}, squared error over the bad sites as a share of their squares",
            $"rate {Rate}, delta 0.7"),
    };

    private static string Text(int rows, int columns) => string.Create(CultureInfo.InvariantCulture, $"{rows},{columns}");
}
