namespace FixPix.Training.Trainers;

/// <summary>How long and how fast a network learns.</summary>
public sealed record TrainingRecipe
{
    /// <summary>Steps in all.</summary>
    public required long Steps { get; init; }

    /// <summary>The learning rate at a step, counted from 0.</summary>
    public required Func<long, double> RateAt { get; init; }

    /// <summary>Weight decay, in units of the rate.</summary>
    public double Decay { get; init; } = 1e-5;

    /// <summary>Whether decay is part of the gradient, as in plain Adam, and not beside it.</summary>
    public bool DecayInGradient { get; init; }

    /// <summary>Gradients longer than this, all together, are shortened to it.</summary>
    public double GradientNorm { get; init; } = 1;

    /// <summary>What is learned.</summary>
    public required TrainingGoal Goal { get; init; }

    /// <summary>
    /// The share of the steps after which batch norm takes its running mean and variance, as it will after training, and learns them no more: a batch of some crops with hardly a defect and
    /// some with hardly a good site says too little of the next one.
    /// </summary>
    public double FreezeNormsAfter { get; init; } = 1;

    /// <summary>Steps from one judgement on the validation crops to the next.</summary>
    public long StepsPerValidation { get; init; } = 500;

    /// <summary>Steps from one checkpoint to the next.</summary>
    public long StepsPerCheckpoint { get; init; } = 200;

    /// <summary>Threads, all together.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether convolutions run in bfloat16; worth it on a GPU.</summary>
    public bool Bfloat16 { get; init; }

    /// <summary>What the weight file shall say of how it was made (data, split, seed, recipe); the trainer adds the step, the score, the engine.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new Dictionary<string, string>();

    /// <summary>The version of this program, for <see cref="Provenance"/>.</summary>
    internal static string Version { get; } = typeof(TrainingRecipe).Assembly.GetName().Version!.ToString(3);

    /// <summary>The paper's schedule: halved after every <paramref name="period"/> steps (there: every 10 epochs).</summary>
    public static Func<long, double> Halving(double rate, long period) => step => rate * Math.Pow(0.5, step / period);

    /// <summary>Up in a straight line, then down along half a cosine to a hundredth.</summary>
    public static Func<long, double> WarmCosine(double rate, long warm, long steps) => step =>
        step < warm
            ? rate * (step + 1) / warm
            : rate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * (step - warm) / Math.Max(1, steps - warm)))));
}
