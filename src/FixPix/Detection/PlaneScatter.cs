using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Median and robust standard deviation of a value over the sites of each filter position.</summary>
/// <param name="MiddleDn">The median of each position.</param>
/// <param name="SigmaDn">The standard deviation of each position, by the quartiles.</param>
internal sealed record PlaneScatter(float[] MiddleDn, float[] SigmaDn)
{
    // So many sites of a plane say as much as all of them.
    private const int MostSites = 200_000;

    /// <summary>Of whole numbers.</summary>
    public static PlaneScatter Of(MosaicLayout layout, ushort[] values) => Of(layout, site => values[site]);

    /// <summary>Of residuals; NaN is left out.</summary>
    public static PlaneScatter Of(MosaicLayout layout, float[] values) => Of(layout, site => values[site]);

    private static PlaneScatter Of(MosaicLayout layout, Func<int, float> valueAt)
    {
        CfaPattern cfa = layout.Cfa;
        PlaneScatter scatter = new(new float[cfa.PositionCount], new float[cfa.PositionCount]);
        int stride = 1 + (int)Math.Sqrt(layout.SampleCount / cfa.PositionCount / MostSites);
        for (int position = 0; position < cfa.PositionCount; position++)
        {
            List<float> values = [];
            for (int row = position / cfa.Columns; row < layout.Height; row += stride * cfa.Rows)
            {
                for (int column = position % cfa.Columns; column < layout.Width; column += stride * cfa.Columns)
                {
                    float value = valueAt((row * layout.Width) + column);
                    if (!float.IsNaN(value))
                    {
                        values.Add(value);
                    }
                }
            }

            scatter.SigmaDn[position] = Robust.Sigma(values);
            scatter.MiddleDn[position] = values.Count == 0 ? 0 : Robust.Median(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
        }

        return scatter;
    }
}
