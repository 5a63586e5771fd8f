using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The tables of one window size of <see cref="SimilarityEstimator"/>: which sites are sources, which ones around
/// the centre and around a source are compared, and with what weights. They follow from the layout alone.
/// </summary>
/// <remarks>
/// The patch is Side × Side, row-major, the bad site in its middle. Sources are a run of the patch's indices from
/// <see cref="First"/> on, <see cref="Lanes"/> long, a multiple of two blocks; those outside the window have weight 0.
/// </remarks>
internal sealed class SimilarityWindow
{
    /// <summary>Values read at once.</summary>
    public const int Block = 8;

    // What a source of another colour counts against one of the site's own, as far away. Found on training photographs, as the rest.
    private const float OtherColorWeight = 0.3f;

    /// <summary>Makes the tables.</summary>
    /// <param name="layout">The colours and black levels.</param>
    /// <param name="radius">Sources lie within a square of this radius.</param>
    /// <param name="surroundings">Steps that are compared: those whose squared length is at most this.</param>
    /// <param name="falloff">A compared step of length d weighs 1 / d^(2·falloff).</param>
    public SimilarityWindow(MosaicLayout layout, int radius, int surroundings, float falloff)
    {
        CfaPattern cfa = layout.Cfa;
        int reach = (int)MathF.Sqrt(surroundings);
        (Radius, Side) = (radius + reach, (2 * (radius + reach)) + 1);
        First = (reach * Side) + reach;

        // Lanes are gone through two blocks at a time.
        Lanes = 2 * Block * (((2 * radius * Side) + (2 * radius) + (2 * Block)) / (2 * Block));
        BlocksPerRow = RoundUp(Side) / Block;
        PatchLength = 2 * RoundUp(RoundUp((Side * Side) + (3 * Block)) / 2);
        (Steps, StepWeights) = StepsWithin(surroundings, reach, falloff);
        PresentColors = [.. Enumerable.Range(0, cfa.PositionCount).Select(position => (int)cfa.ColorAt(position / cfa.Columns, position % cfa.Columns)).Distinct().Order()];
        Positions = [.. Enumerable.Range(0, cfa.PositionCount).Select(position => Describe(layout, position, radius))];
    }

    /// <summary>The patch reaches this far from its middle.</summary>
    public int Radius { get; }

    /// <summary>Rows and columns of the patch.</summary>
    public int Side { get; }

    /// <summary>Index of the patch's middle.</summary>
    public int Center => (Side * Side) / 2;

    /// <summary>Patch index of the first source, the one most up and left.</summary>
    public int First { get; }

    /// <summary>Patch indices from the first source on that are gone through.</summary>
    public int Lanes { get; }

    /// <summary>Values of a patch with room behind it for a whole block.</summary>
    public int PatchLength { get; }

    /// <summary>Patch index steps from a site to those around it that are compared.</summary>
    public int[] Steps { get; }

    /// <summary>Weights of these steps.</summary>
    public float[] StepWeights { get; }

    /// <summary>Blocks that hold a row of the patch; the last may reach into the next row.</summary>
    public int BlocksPerRow { get; }

    /// <summary>The colours of the pattern, ascending.</summary>
    public int[] PresentColors { get; }

    /// <summary>The tables of each CFA position of the middle.</summary>
    public PositionTables[] Positions { get; }

    private static int RoundUp(int length) => (length + Block - 1) / Block * Block;

    private (int[] Steps, float[] Weights) StepsWithin(int squaredLength, int reach, float falloff)
    {
        List<int> steps = [];
        List<float> weights = [];
        for (int rows = -reach; rows <= reach; rows++)
        {
            for (int columns = -reach; columns <= reach; columns++)
            {
                int squared = (rows * rows) + (columns * columns);
                if (squared > 0 && squared <= squaredLength)
                {
                    steps.Add((rows * Side) + columns);
                    weights.Add(MathF.Pow(squared, -falloff));
                }
            }
        }

        return (steps.ToArray(), weights.ToArray());
    }

    private PositionTables Describe(MosaicLayout layout, int position, int radius)
    {
        // 16 periods bring the steps up and left into the range that the pattern understands.
        CfaPattern cfa = layout.Cfa;
        (int top, int left) = ((position / cfa.Columns) + (16 * cfa.Rows) - Radius, (position % cfa.Columns) + (16 * cfa.Columns) - Radius);
        CfaColor own = cfa.ColorAt(top + Radius, left + Radius);
        PositionTables tables = new(new float[Lanes], new int[PatchLength], new float[PatchLength], [.. Enumerable.Range(0, 4).Select(_ => new float[PatchLength])]);
        for (int index = 0; index < Side * Side; index++)
        {
            CfaColor color = cfa.ColorAt(top + (index / Side), left + (index % Side));
            (int rows, int columns) = ((index / Side) - Radius, (index % Side) - Radius);
            int squared = (rows * rows) + (columns * columns);
            tables.Colors[index] = (int)color;
            tables.Blacks[index] = layout.BlackAt(top + (index / Side), left + (index % Side));
            tables.MeanWeights[(int)color][index] = 1f / (4 + squared);
            if (index != Center && Math.Abs(rows) <= radius && Math.Abs(columns) <= radius)
            {
                tables.SourceWeights[index - First] = (color == own ? 1 : OtherColorWeight) / squared;
            }
        }

        return tables;
    }

    /// <summary>What depends on the CFA position in the patch's middle.</summary>
    /// <param name="SourceWeights">Lanes values: what each source counts by its distance and colour.</param>
    /// <param name="Colors">PatchLength values: the colours of the patch.</param>
    /// <param name="Blacks">PatchLength values: the black levels of the patch, DN.</param>
    /// <param name="MeanWeights">For each of four colours PatchLength values: what a site counts in the colour's local mean; 0 for sites of other colours.</param>
    public sealed record PositionTables(float[] SourceWeights, int[] Colors, float[] Blacks, float[][] MeanWeights);
}
