using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Training.Tests.Trainers;

[Collection(OneAtATime.Name)]
public sealed class PaperPresetsTests : IDisposable
{
    private readonly Datasets.RawFiles _raws = new();
    private readonly string _output = Directory.CreateTempSubdirectory("fixpix-paper-").FullName;

    public void Dispose()
    {
        _raws.Dispose();
        Directory.Delete(_output, recursive: true);
    }

    [Fact]
    public void The_recipe_is_the_papers()
    {
        RawFolder folder = _raws.Fill(3).Open();
        DataSplit split = DataSplit.ByImage(folder.Files);
        TrainingPlan plan = new PaperDetectorPreset(50, 0.0001, "64,128,256,512,1024", Seed: 1).On(PaperData.Of(folder, split));
        Assert.Equal((8, 50 * 8, 8), (plan.Crops, plan.Recipe.Steps, plan.Recipe.StepsPerValidation));
        Assert.Equal((0.001, 0.001, 0.0005), (plan.Recipe.RateAt(0), plan.Recipe.RateAt(79), plan.Recipe.RateAt(80)));
        Assert.True(plan.Recipe.DecayInGradient && plan.Recipe.Decay == 1e-5 && plan.Recipe.Goal is DetectorGoal { DiceWeight: 1, EvensRates: false });
        Assert.Equal(("1", "raw", "64,128,256,512,1024"), (plan.Network.Metadata["inputs"], plan.Network.Metadata["input"], plan.Network.Metadata["levels"]));
        Assert.Equal(RawPhotograph.Levels(split.Training).Mean, double.Parse(plan.Network.Metadata["mean"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(8, plan.Validation.Count);
        Assert.Equal((50, 10, 50), (PaperData.EpochsOf(RawLayout.S7), PaperData.EpochsOf(RawLayout.FiveK), PaperData.EpochsOf(RawLayout.Flat)));
    }

    [Fact]
    public void A_small_network_learns_a_rate_and_its_weights_say_what_made_them()
    {
        TrainingPlan plan = new PaperDetectorPreset(6, 0.05, "4,8", Seed: 1).On(Data(_raws.Fill(3)));
        using WeightFile layout = plan.Network.Create(1);
        using ParameterSet parameters = ParameterSet.Initial(layout, 1, TorchDevice.Processor);
        using NetworkTrainer trainer = new(parameters, plan.Recipe, _output);
        List<TrainingReport> reports = [];
        trainer.Run(plan.Batches, plan.Validation, reports.Add, CancellationToken.None);
        Assert.Equal(6 * 8, trainer.Steps);
        Assert.True(reports[^1].Loss < reports[0].Loss, $"loss {reports[0].Loss} to {reports[^1].Loss}");
        Assert.Equal(6, reports.Count(static report => report.Validation is not null));
        using WeightFile best = WeightFile.Open(Path.Combine(_output, NetworkTrainer.BestName));
        Assert.Contains("rate 0.05", best.Setting("injection"), StringComparison.Ordinal);
        Assert.Contains("3 files", best.Setting("data"), StringComparison.Ordinal);
        Assert.All(best.Metadata.Values, value => Assert.DoesNotContain(Path.GetTempPath(), value, StringComparison.Ordinal));
    }

    [Fact]
    public void More_than_one_sensor_is_refused()
    {
        RawFolder folder = _raws.Fill(2).Fill(2, "Made Up 2").Open();
        FixPixException failure = Assert.Throws<FixPixException>(() => PaperData.Of(folder, DataSplit.ByImage(folder.Files)));
        Assert.Contains("2 sensors (FixPix Made Up 1 128×128 RGGB, FixPix Made Up 2 128×128 RGGB)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recipes_of_the_correctors_are_the_papers()
    {
        PaperData data = Data(_raws.Fill(3, side: 216));
        TrainingPlan vit = new PaperReconstructorPreset(50, 0.7, "768,12,12", "512,8,16", Seed: 1).On(data), mlp = new PaperCorrectorPreset(5, 2, 50, Seed: 1).On(data);
        Assert.Equal((2, 50 * 32, 0.01), (vit.Crops, vit.Recipe.Steps, vit.Recipe.RateAt((5 * 32) - 1)));
        Assert.Equal((0.01 / (5 * 32), 1e-3, true), (vit.Recipe.RateAt(0), vit.Recipe.Decay, vit.Recipe.DecayInGradient));
        Assert.Equal(("9,12", "18,24", "768,12,12", "512,8,16"), (vit.Network.Metadata["patch"], vit.Network.Metadata["tile"], vit.Network.Metadata["encoder"], vit.Network.Metadata["decoder"]));
        Assert.Equal((4, 50 * 31, 0.01, 0.01), (mlp.Crops, mlp.Recipe.Steps, mlp.Recipe.RateAt(0), mlp.Recipe.RateAt(1500)));
        Assert.Equal((1e-3, "24,48,12,1"), (mlp.Recipe.Decay, mlp.Network.Metadata["widths"]));
        Assert.Contains("2 of 24 neighbours bad", mlp.Recipe.Provenance["injection"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vit")]
    [InlineData("mlp")]
    public void Small_correctors_learn(string kind)
    {
        PaperData data = Data(_raws.Fill(3, side: 216));
        TrainingPlan plan = kind == "vit" ? new PaperReconstructorPreset(2, 0.3, "32,2,2", "16,1,2", Seed: 1).On(data) : new PaperCorrectorPreset(5, 1, 4, Seed: 1).On(data);
        using WeightFile layout = plan.Network.Create(1);
        using ParameterSet parameters = ParameterSet.Initial(layout, 1, TorchDevice.Processor);
        using NetworkTrainer trainer = new(parameters, plan.Recipe, _output);
        double before = Assert.Single(trainer.Judge(plan.Validation).Tallies).Value is var tally ? plan.Recipe.Goal.Values(tally)[0] : 0;
        trainer.Run(plan.Batches, plan.Validation, static _ => { }, CancellationToken.None);
        Assert.True(1 - trainer.BestScore < 0.8 * before, $"NMSE {before} to {1 - trainer.BestScore}");
    }

    private static PaperData Data(Datasets.RawFiles raws)
    {
        RawFolder folder = raws.Open();
        return PaperData.Of(folder, DataSplit.ByImage(folder.Files));
    }
}
