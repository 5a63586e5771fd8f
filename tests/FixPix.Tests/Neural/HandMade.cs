using FixPix.Features;
using FixPix.Neural;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural;

/// <summary>Networks whose behaviour is known because their weights were written by hand, and fresh ones that are merely some network.</summary>
internal static class HandMade
{
    /// <summary>A U-Net of one level, input "planes", whose log-odds are 100 · |difference to the neighbours| − 15.</summary>
    public static WeightFile Contrast() => new(
        "hand-made",
        Detector("8", "planes", 16, 4),
        new Dictionary<string, Tensor>
        {
            // Channel k keeps the positive part of difference k, channel 4 + k the negative part.
            ["down.0.conv1.weight"] = Filled([8, 16, 3, 3], i => i[2] == 1 && i[3] == 1 && i[1] == 4 + i[0] % 4 ? i[0] < 4 ? 1 : -1 : 0),
            ["down.0.conv2.weight"] = Filled([8, 8, 3, 3], i => i[2] == 1 && i[3] == 1 && i[0] == i[1] ? 1 : 0),
            ["head.weight"] = Filled([4, 8, 1, 1], i => i[1] % 4 == i[0] ? 100 : 0),
            ["head.bias"] = Filled([4], _ => -15),
        });

    /// <summary>A U-Net of one level, input "raw", whose log-odds are the normalised sample itself less a threshold.</summary>
    public static WeightFile Bright(float thresholdDn) => new(
        "hand-made",
        Detector("1", "raw", 1, 1, ("mean", "100"), ("deviation", "4")),
        new Dictionary<string, Tensor>
        {
            ["down.0.conv1.weight"] = Filled([1, 1, 3, 3], i => i[2] == 1 && i[3] == 1 ? 1 : 0),
            ["down.0.conv2.weight"] = Filled([1, 1, 3, 3], i => i[2] == 1 && i[3] == 1 ? 1 : 0),
            ["head.weight"] = Filled([1, 1, 1, 1], _ => 1),
            ["head.bias"] = Filled([1], _ => -(thresholdDn - 100) / 4),
        });

    /// <summary>Fresh weights of a U-Net detector.</summary>
    public static WeightFile FreshDetector(string levels, string input = "planes", long seed = 1) => WeightFile.Fresh(
        input == "planes" ? Detector(levels, input, 16, 4) : Detector(levels, input, 1, 1, ("mean", "400"), ("deviation", "150")), seed);

    /// <summary>Fresh weights of a U-Net that looks again.</summary>
    public static WeightFile FreshAgain(string levels, long seed = 2) => WeightFile.Fresh(Detector(levels, "second-look", SecondLookInput.Channels, 4), seed);

    public static Dictionary<string, string> Detector(string levels, string input, int inputs, int outputs, params (string Key, string Value)[] more)
    {
        Dictionary<string, string> metadata = new()
        {
            ["format"] = "fixpix-1",
            ["architecture"] = "unet",
            ["task"] = "detector",
            ["name"] = "test",
            ["head"] = "sigmoid",
            ["levels"] = levels,
            ["input"] = input,
            ["inputs"] = $"{inputs}",
            ["outputs"] = $"{outputs}",
        };
        foreach ((string key, string value) in more)
        {
            metadata[key] = value;
        }

        return metadata;
    }

    /// <summary>A patch MLP, input "relative", that adds nothing to the estimate.</summary>
    public static WeightFile NoResidual(int size) => OneLayer(size, "relative", 2 * ((size * size) - 1), 0);

    /// <summary>A patch MLP, input "raw", that takes the mean of all neighbours.</summary>
    public static WeightFile MeanOfPatch(int size) => OneLayer(size, "raw", (size * size) - 1, 1f / ((size * size) - 1));

    /// <summary>Fresh weights of a patch MLP with one hidden layer.</summary>
    public static WeightFile FreshCorrector(int size, string input, long seed = 1)
    {
        int inputs = (input == "relative" ? 2 : 1) * ((size * size) - 1);
        return WeightFile.Fresh(Corrector(size, input, $"{inputs},7,1"), seed);
    }

    public static Dictionary<string, string> Corrector(int size, string input, string widths) => new()
    {
        ["format"] = "fixpix-1",
        ["architecture"] = "patch-mlp",
        ["task"] = "corrector",
        ["name"] = "test",
        ["size"] = $"{size}",
        ["input"] = input,
        ["widths"] = widths,
    };

    /// <summary>A U-Net of one level, input "mended", that says the same of every site.</summary>
    public static WeightFile MendedBy(float units) => new(
        "hand-made",
        Mender("1"),
        new Dictionary<string, Tensor>
        {
            ["down.0.conv1.weight"] = Filled([1, 13, 3, 3], _ => 0),
            ["down.0.conv2.weight"] = Filled([1, 1, 3, 3], _ => 0),
            ["head.weight"] = Filled([4, 1, 1, 1], _ => 0),
            ["head.bias"] = Filled([4], _ => units),
        });

    /// <summary>Fresh weights of a U-Net that reconstructs.</summary>
    public static WeightFile FreshMender(string levels, long seed = 1) => WeightFile.Fresh(Mender(levels), seed);

    public static Dictionary<string, string> Mender(string levels)
    {
        Dictionary<string, string> metadata = Detector(levels, "mended", 13, 4);
        (metadata["task"], metadata["head"]) = ("reconstructor", "linear");
        return metadata;
    }

    /// <summary>Fresh weights of a small vision transformer with tiles of 12×16 and patches of 3×4.</summary>
    public static WeightFile FreshReconstructor(long seed = 1) => WeightFile.Fresh(Reconstructor(), seed);

    public static Dictionary<string, string> Reconstructor() => new()
    {
        ["format"] = "fixpix-1",
        ["architecture"] = "vit-autoencoder",
        ["task"] = "reconstructor",
        ["name"] = "test",
        ["input"] = "raw",
        ["mean"] = "800",
        ["deviation"] = "300",
        ["patch"] = "3,4",
        ["tile"] = "12,16",
        ["encoder"] = "8,1,2",
        ["decoder"] = "8,1,2",
    };

    private static WeightFile OneLayer(int size, string input, int inputs, float weight) => new(
        "hand-made",
        Corrector(size, input, $"{inputs},1"),
        new Dictionary<string, Tensor> { ["layers.0.weight"] = Filled([1, inputs], _ => weight), ["layers.0.bias"] = Filled([1], _ => 0) });

    /// <summary>A tensor whose values follow from their indices.</summary>
    public static Tensor Filled(int[] shape, Func<int[], float> value)
    {
        float[] values = new float[shape.Aggregate(1, (product, length) => product * length)];
        int[] indices = new int[shape.Length];
        for (int place = 0; place < values.Length; place++)
        {
            for (int dimension = shape.Length - 1, rest = place; dimension >= 0; rest /= shape[dimension--])
            {
                indices[dimension] = rest % shape[dimension];
            }

            values[place] = value(indices);
        }

        return new Tensor(shape, values);
    }
}
