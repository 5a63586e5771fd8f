using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;

namespace FixPix.Bench;

/// <summary>
/// Our side of bench/peers/onnxruntime: <c>FixPix.Bench neural CASE THREADS MODEL.safetensors REPEATS</c> does a case's work once to warm up, then so many times, and prints one
/// JSON line: the case, the threads, the seconds of each time, the floating-point operations of one.
/// </summary>
internal static class NeuralTimings
{
    public static void Run(string[] arguments)
    {
        if (arguments is ["peak"])
        {
            Console.WriteLine(JsonSerializer.Serialize(new { peak = FmaPeak.Measure() }));
            return;
        }

        (string name, int threads, string model, int repeats) = (arguments[0], Number(arguments[1]), arguments[2], Number(arguments[3]));
        using WeightFile weights = WeightFile.Open(model);
        Action work = Case(name, weights, new WorkSettings { Threads = threads });
        work();
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            work();
            seconds[i] = watch.Elapsed.TotalSeconds;
        }

        Console.WriteLine(JsonSerializer.Serialize(new { engine = "fixpix", @case = name, threads, seconds }));
    }

    private static Action Case(string name, WeightFile weights, WorkSettings work) => name switch
    {
        "conv" => Plane(weights, 512, 512),
        "unet-tile" => Plane(weights, 384, 512),
        "unet-frame" => Detect(weights, work),
        "vit-tile" => Vit(weights),
        _ when name.StartsWith("mlp-", StringComparison.Ordinal) => Correct(weights, Number(name[4..]), work),
        _ => throw new FixPixException($"case '{name}': expected conv, unet-tile, unet-frame, vit-tile or mlp-SITES"),
    };

    /// <summary>The network alone, on one plane, on one thread.</summary>
    private static Action Plane(WeightFile weights, int height, int width)
    {
        UNet network = new(weights);
        Workspace workspace = new();
        FeatureMap input = workspace.RentMap(Region.Whole(height, width), network.Inputs), output = workspace.RentMap(input.Region, network.Outputs);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                input.At(row, column).Fill(MathF.Sin(row + column));
            }
        }

        return () => network.Forward(in input, in output, input.Region, workspace);
    }

    /// <summary>All that a user waits for: from the 12 MP mosaic's samples to the map.</summary>
    private static Action Detect(WeightFile weights, WorkSettings work)
    {
        Mosaic frame = SyntheticScene.Photograph(SensorModel.Default, seed: 1);
        // Untrained weights call any site bad: a threshold that none reaches leaves the network's time.
        UNetDetector detector = new(weights) { Threshold = 0.999999 };
        return () => detector.Detect([frame], work);
    }

    private static Action Correct(WeightFile weights, int sites, WorkSettings work)
    {
        Mosaic frame = SyntheticScene.Photograph(SensorModel.Default, seed: 1);
        DefectMap map = DefectInjector.Inject(frame, new InjectionSettings { Rate = (sites + 0.5) / frame.Samples.Length, Seed = 1 }).Truth;
        CorrectionPlan plan = new PatchMlpCorrector(weights).Plan(map, frame.Layout);
        return () => plan.Apply(frame.Samples, work);
    }

    private static Action Vit(WeightFile weights)
    {
        VitAutoencoder network = new(weights);
        Workspace workspace = new();
        (int rows, int columns) = (42, 42);
        Matrix patches = workspace.RentMatrix(rows * columns, 9 * 12), output = workspace.RentMatrix(rows * columns, 9 * 12);
        for (int row = 0; row < patches.Rows; row++)
        {
            patches.Row(row).Fill(MathF.Sin(row));
        }

        return () => network.Forward(in patches, in output, rows, columns, workspace);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
