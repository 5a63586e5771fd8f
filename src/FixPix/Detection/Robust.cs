using System.Runtime.InteropServices;

namespace FixPix.Detection;

/// <summary>Middle and width of values of which some are wild.</summary>
internal static class Robust
{
    private const double QuartilesOfNormal = 1.349;

    /// <summary>The median; the mean of the middle two of an even number.</summary>
    /// <param name="values">At least one; sorted afterwards.</param>
    public static float Median(Span<float> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    /// <summary>The standard deviation that normal values with these quartiles have; 0 of fewer than four.</summary>
    /// <param name="values">Sorted afterwards.</param>
    public static float Sigma(List<float> values)
    {
        if (values.Count < 4)
        {
            return 0;
        }

        Span<float> sorted = CollectionsMarshal.AsSpan(values);
        sorted.Sort();
        return (float)((sorted[(sorted.Length - 1) * 3 / 4] - sorted[(sorted.Length - 1) / 4]) / QuartilesOfNormal);
    }
}
