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
/// Our side of bench/peers/onnxruntime: <c>FixPix.Bench neural CASE THREADS MODEL.safetensors REPEATS</c> does a case's work for a second, so that all of it is compiled for good, then so
/// many times, and prints one JSON line: the case, the threads, the seconds of each time. <c>neural peak</c> measures the peak of multiply-adds, <c>neural memory THREADS MODEL</c> what
/// detection on 100 MP takes beside the mosaic.
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

        if (arguments is ["memory", var count, var file])
        {
            Console.WriteLine(JsonSerializer.Serialize(Memory(file, Number(count))));
            return;
        }

        (string name, int threads, string model, int repeats) = (arguments[0], Number(arguments[1]), arguments[2], Number(arguments[3]));
        using WeightFile weights = WeightFile.Open(model);
        Action work = Case(name, weights, new WorkSettings { Threads = threads });
        for (Stopwatch warming = Stopwatch.StartNew(); warming.Elapsed.TotalSeconds < 1;)
        {
            work();
        }

        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            work();
            seconds[i] = watch.Elapsed.TotalSeconds;
        }

        Console.WriteLine(JsonSerializer.Serialize(new { engine = "fixpix", @case = name, threads, seconds }));
    }

    /// <summary>What detection on a 100 MP mosaic takes beside the mosaic: the peak of the whole process, less what it held before.</summary>
    private static object Memory(string model, int threads)
    {
        using WeightFile weights = WeightFile.Open(model);
        Mosaic frame = new(new MosaicLayout(11584, 8634, CfaPattern.Rggb, 64, 1023), new ushort[11584 * 8634]);
        for (int site = 0; site < frame.Samples.Length; site++)
        {
            frame.Samples[site] = (ushort)(200 + (site * 7919 % 64));
        }

        UNetDetector detector = new(weights) { Threshold = 0.999999 };
        long before = Process.GetCurrentProcess().WorkingSet64;
        detector.Detect([frame], new WorkSettings { Threads = threads });
        return new { threads, mosaicMegabytes = frame.Samples.Length * 2 / 1e6, besideMegabytes = (Process.GetCurrentProcess().PeakWorkingSet64 - before) / 1e6 };
    }

    private static Action Case(string name, WeightFile weights, WorkSettings work) => name switch
    {
        "conv" => Plane(weights, 512, 512),
        "unet-tile" => Plane(weights, 384, 512),
        "unet-frame" => Detect(weights, work),
        "vit-tile" => Vit(weights),
        _ when name.StartsWith("patches-", StringComparison.Ordinal) => Patches(weights, Number(name["patches-".Length..])),
        _ when name.StartsWith("mlp-", StringComparison.Ordinal) => Correct(weights, Number(name[4..]), work),
        _ => throw new FixPixException($"case '{name}': expected conv, unet-tile, unet-frame, vit-tile, patches-COUNT or mlp-SITES"),
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

    /// <summary>The network alone, on ready-made patches, on one thread.</summary>
    private static Action Patches(WeightFile weights, int count)
    {
        const int Block = 240;
        PatchMlp network = new(weights);
        Workspace workspace = new();
        Matrix input = workspace.RentMatrix(count, network.Inputs), output = workspace.RentMatrix(count, network.Outputs);
        for (int row = 0; row < count; row++)
        {
            input.Row(row).Fill(MathF.Sin(row));
        }

        return () =>
        {
            for (int first = 0; first < count; first += Block)
            {
                int rows = Math.Min(Block, count - first);
                network.Forward(input.Slice(first, rows), output.Slice(first, rows), workspace);
            }
        };
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
