using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Tests.Networks;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Training.Tests.Trainers;

/// <summary>The trainer on made-up planes: noise in which some sites stand out.</summary>
[Collection(OneAtATime.Name)]
public sealed class NetworkTrainerTests : IDisposable
{
    private const string Levels = "8,12";
    private static readonly DetectorGoal s_goal = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "fixpix-trainer-" + Guid.NewGuid().ToString("N"));

    public NetworkTrainerTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Eight_crops_are_learned_by_heart()
    {
        using ParameterSet parameters = Start.Network(seed: 1, Levels);
        using NetworkTrainer trainer = new(parameters, Recipe(steps: 300) with { FreezeNormsAfter = 0.5, Provenance = new Dictionary<string, string> { ["data"] = "made up", ["seed"] = "1" } }, _folder);
        List<TrainingReport> reports = [];
        trainer.Run(_ => Crops(0), [Crops(0)], reports.Add, CancellationToken.None);
        Assert.True(reports[^1].Loss < reports[0].Loss / 4, $"loss {reports[0].Loss} to {reports[^1].Loss}");
        TrainingTally tally = Assert.Single(trainer.Judge([Crops(0)]).Tallies).Value;
        Assert.True(s_goal.Values(tally) is [> 0.97, > 0.97], $"{tally}");
        using WeightFile best = WeightFile.Open(Path.Combine(_folder, NetworkTrainer.BestName));
        Assert.Equal(4, new UNet(best).Outputs);
        Assert.Equal(("made up", "1"), (best.Setting("data"), best.Setting("seed")));
        Assert.Matches("^[0-9]+ of 300$", best.Setting("steps"));
        Assert.StartsWith("0.9", best.Setting("score"), StringComparison.Ordinal);
        Assert.Contains("on cpu", best.Setting("engine"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_was_stopped_goes_on_to_the_same_bits()
    {
        float[] Train(string folder, params long[] stops)
        {
            foreach (long stop in stops)
            {
                using ParameterSet parameters = Start.Network(seed: 2, Levels);
                using NetworkTrainer trainer = new(parameters, Recipe(steps: 12), folder);
                using CancellationTokenSource stopping = new();
                trainer.Run(Crops, [], report => Stop(report.Step == stop, stopping), stopping.Token);
                if (trainer.Steps == 12)
                {
                    return [.. parameters.Names.SelectMany(name => parameters[name].ToArray())];
                }
            }

            throw new InvalidOperationException("the training never ended");
        }

        Assert.Equal(Train(Path.Combine(_folder, "whole"), 12), Train(Path.Combine(_folder, "parts"), 1, 5, 12));
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_training_and_leaves_the_checkpoint()
    {
        using ParameterSet parameters = Start.Network(seed: 3, Levels);
        using NetworkTrainer trainer = new(parameters, Recipe(steps: 20) with { StepsPerCheckpoint = 2 }, _folder);
        FixPixException error = Assert.Throws<FixPixException>(() => trainer.Run(step => step == 5 ? Spoiled() : Crops(step), [], _ => { }, CancellationToken.None));
        Assert.Contains("training step 6: the loss is NaN", error.Message, StringComparison.Ordinal);
        using ParameterSet again = Start.Network(seed: 3, Levels);
        using NetworkTrainer resumed = new(again, Recipe(steps: 20), _folder);
        Assert.Equal(4, resumed.Steps);
        Assert.All(again.Names, name => Assert.All(again[name].ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void A_checkpoint_of_another_network_is_refused_by_what_differs()
    {
        using ParameterSet parameters = Start.Network(seed: 4, Levels), other = Start.Network(seed: 4, "8,16");
        using (NetworkTrainer trainer = new(parameters, Recipe(steps: 1), _folder))
        {
            trainer.Run(Crops, [], _ => { }, CancellationToken.None);
        }

        FixPixException error = Assert.Throws<FixPixException>(() => new NetworkTrainer(other, Recipe(steps: 1), _folder));
        Assert.Contains("of another network: levels 8,12, expected 8,16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_cannot_be_made_ends_the_training_with_its_own_error()
    {
        using ParameterSet parameters = Start.Network(seed: 5, Levels);
        using NetworkTrainer trainer = new(parameters, Recipe(steps: 5), _folder);
        FixPixException error = Assert.Throws<FixPixException>(() => trainer.Run(_ => throw new FixPixException("no photographs"), [], _ => { }, CancellationToken.None));
        Assert.Equal("no photographs", error.Message);
    }

    [Fact]
    public void A_failure_in_libtorch_comes_out_of_either_thread_as_itself()
    {
        using ParameterSet parameters = Start.Network(seed: 6, Levels);
        using NetworkTrainer trainer = new(parameters, Recipe(steps: 5), _folder);
        TrainingBatch odd = new(2, 5, 5, new float[2 * 8 * 25], new float[2 * 4 * 25], [0, 0]);
        Assert.Throws<TorchException>(() => trainer.Run(_ => odd, [], _ => { }, CancellationToken.None));
        Assert.Throws<TorchException>(() => trainer.Judge([odd, odd]));
    }

    [Fact]
    public void Schedules_halve_and_fall_as_they_say()
    {
        Func<long, double> halving = TrainingRecipe.Halving(0.001, 10), cosine = TrainingRecipe.WarmCosine(0.01, 10, 110);
        Assert.Equal([0.001, 0.001, 0.0005, 0.00025], new[] { 0L, 9, 10, 29 }.Select(halving));
        Assert.Equal(0.001, cosine(0), 1e-12);
        Assert.Equal(0.01, cosine(9), 1e-12);
        Assert.Equal(0.00505, cosine(60), 1e-6);
        Assert.Equal(0.0001, cosine(110), 1e-6);
    }

    [Fact]
    public void Crops_count_by_what_is_uncertain_of_them_and_hardly_spoiled_ones_alike()
    {
        float[] targets = new float[4 * 10_000];
        targets.AsSpan(0, 5000).Fill(1);
        targets.AsSpan(10_000, 1000).Fill(1);
        targets[20_000] = 1;
        float[] weights = DetectorGoal.CropWeights(new TrainingBatch(4, 100, 100, new float[40_000], targets, [0.5, 0.1, 0.0001, 0]));
        Assert.Equal(1 / Math.Log(2), weights[0], 1e-4);
        Assert.Equal(1 / -((0.1 * Math.Log(0.1)) + (0.9 * Math.Log(0.9))), weights[1], 1e-4);
        Assert.Equal(weights[3], weights[2]);
        Assert.True(weights[2] > weights[1]);
    }

    [Fact]
    public void A_batch_in_two_parts_is_the_batch()
    {
        TrainingBatch whole = Crops(3);
        ((TrainingBatch first, double share), (TrainingBatch second, _)) = (whole.Part(0, 2), whole.Part(1, 2));
        Assert.Equal(0.5, share);
        Assert.Equal(whole.Features, first.Features.Concat(second.Features));
        Assert.Equal(whole.Targets, first.Targets.Concat(second.Targets));
        Assert.Equal(whole.Rates, first.Rates.Concat(second.Rates));
    }

    private static TrainingRecipe Recipe(long steps) => new() { Goal = s_goal, Steps = steps, RateAt = TrainingRecipe.WarmCosine(0.01, 5, steps), StepsPerValidation = 50, StepsPerCheckpoint = 1000 };

    private static void Stop(bool now, CancellationTokenSource stopping)
    {
        if (now)
        {
            stopping.Cancel();
        }
    }

    private static TrainingBatch Spoiled()
    {
        TrainingBatch crops = Crops(0);
        crops.Features[7] = float.NaN;
        return crops;
    }

    private static TrainingBatch Crops(long step)
    {
        const int Count = 8, Side = 16;
        SeededRandom random = new(step);
        float[] features = new float[Count * 8 * Side * Side], targets = new float[Count * 4 * Side * Side];
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = (float)(0.1 * random.NextNormal());
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (random.NextDouble() < 0.05)
            {
                (int crop, int within) = Math.DivRem(i, 4 * Side * Side);
                targets[i] = 1;
                features[crop * 8 * Side * Side + within] += random.NextDouble() < 0.5 ? 1 : -1;
            }
        }

        return new TrainingBatch(Count, Side, Side, features, targets, [.. Enumerable.Repeat(0.05, Count)]);
    }
}
