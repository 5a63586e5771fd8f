using System.Globalization;

namespace FixPix.Neural.Weights;

/// <summary>Words and numbers of the metadata that front ends look at.</summary>
internal static class WeightSettings
{
    /// <summary>A word of the metadata that has to be one of these.</summary>
    /// <exception cref="FixPixException">It is missing or another.</exception>
    public static string RequireSetting(this WeightFile file, string key, params ReadOnlySpan<string> allowed)
    {
        string value = file.Setting(key);
        return allowed.Contains(value)
            ? value
            : throw new FixPixException($"{file.Source}: metadata '{key}' is {WeightFile.Quote(value)}, expected {string.Join(" or ", allowed.ToArray().Select(word => $"'{word}'"))}");
    }

    /// <summary>Throws unless the network takes and gives as many numbers as its input kind asks for.</summary>
    /// <exception cref="FixPixException">It does not.</exception>
    public static void RequireSizes(this WeightFile file, string input, (int Inputs, int Outputs) found, (int Inputs, int Outputs) expected)
    {
        if (found != expected)
        {
            throw new FixPixException($"{file.Source}: the network takes {found.Inputs} numbers and gives {found.Outputs}, input '{input}' expects {expected.Inputs} and {expected.Outputs}");
        }
    }

    /// <summary>The <c>mean</c> and the standard <c>deviation</c> of the data that a network for raw values was trained on, DN.</summary>
    /// <exception cref="FixPixException">One is missing or no number, or the deviation is not above 0.</exception>
    public static (float Mean, float Deviation) MeanAndDeviation(this WeightFile file) => (Real(file, "mean", float.MinValue), Real(file, "deviation", float.Epsilon));

    private static float Real(WeightFile file, string key, float least)
    {
        string text = file.Setting(key);
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && value >= least
            ? value
            : throw new FixPixException($"{file.Source}: metadata '{key}' is {WeightFile.Quote(text)}, expected a number{(least > 0 ? " above 0" : "")}");
    }
}
