using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>What each filter of the synthetic camera passes of a colour, in the order of <see cref="CfaColor"/>; white passes 1 through green.</summary>
[InlineArray(4)]
internal struct SceneColor
{
    // Linear sRGB as the camera's filters see it, before their sensitivity; each row sums to 1, so that white stays neutral.
    private static readonly double[] s_filters = [0.76, 0.21, 0.03, 0.13, 0.77, 0.10, 0.03, 0.25, 0.72];

    // CIE XYZ (D65) to linear sRGB (IEC 61966-2-1).
    private static readonly double[] s_rgbOfXyz =
        [3.2404542, -1.5371385, -0.4985314, -0.9692660, 1.8760108, 0.0415560, 0.0556434, -0.2040259, 1.0572252];

    private float _first;

    /// <summary>What the camera's filters pass of white: DNG's AsShotNeutral.</summary>
    public static ImmutableArray<double> Neutral { get; } = [0.5, 1.0, 0.65];

    /// <summary>CIE XYZ to the camera's colours: DNG's ColorMatrix.</summary>
    public static ImmutableArray<double> ColorMatrix { get; } =
    [
        .. Enumerable.Range(0, 9).Select(index => Neutral[index / 3]
            * Enumerable.Range(0, 3).Sum(k => s_filters[(index / 3 * 3) + k] * s_rgbOfXyz[(3 * k) + (index % 3)])),
    ];

    /// <summary>A colour of the scene.</summary>
    /// <param name="red">Linear sRGB red, 0 to 1, more for what shines.</param>
    /// <param name="green">Green.</param>
    /// <param name="blue">Blue.</param>
    public static SceneColor Of(double red, double green, double blue)
    {
        SceneColor color = default;
        for (int filter = 0; filter < 3; filter++)
        {
            int at = 3 * filter;
            color[filter] = (float)(Neutral[filter] * ((s_filters[at] * red) + (s_filters[at + 1] * green) + (s_filters[at + 2] * blue)));
        }

        color[(int)CfaColor.Panchromatic] = (float)((0.3 * red) + (0.59 * green) + (0.11 * blue));
        return color;
    }

    /// <summary>The colour between two others.</summary>
    public static SceneColor Mix(SceneColor from, SceneColor to, float share)
    {
        SceneColor mixed = default;
        for (int filter = 0; filter < 4; filter++)
        {
            mixed[filter] = from[filter] + (share * (to[filter] - from[filter]));
        }

        return mixed;
    }

    /// <summary>The same colour, brighter or darker.</summary>
    public readonly SceneColor Times(float factor) => Mix(default, this, factor);
}
