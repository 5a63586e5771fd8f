using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The tables of one window size of <see cref="SimilarityEstimator"/>: which sites are sources, which ones around
/// the centre and around a source are compared, and with what weights. They follow from the CFA alone.
/// </summary>
/// <remarks>
/// The patch is Side × Side, row-major, the bad site in its middle. Sources are a run of the patch's indices from
/// <see cref="First"/> on, <see cref="Lanes"/> long, a multiple of eight; those outside the window have weight 0.
/// </remarks>
internal sealed class SimilarityWindow
{
    /// <summary>Values read at once.</summary>
    public const int Block = 8;

    // What a source of another colour counts against one of the site's own, as far away. Found on training photographs, as the rest.
    private const float OtherColorWeight = 0.3f;

    /// <summary>Makes the tables.</summary>
    /// <param name="cfa">The colours.</param>
    /// <param name="radius">Sources lie within a square of this radius.</param>
    /// <param name="surroundings">Steps that are compared: those whose squared length is at most this.</param>
    /// <param name="falloff">A compared step of length d weighs 1 / d^(2·falloff).</param>
    public SimilarityWindow(CfaPattern cfa, int radius, int surroundings, float falloff)
    {
        int reach = (int)MathF.Sqrt(surroundings);
        (Radius, Side) = (radius + reach, (2 * (radius + reach)) + 1);
        First = (reach * Side) + reach;
        Lanes = RoundUp((2 * radius * Side) + (2 * radius) + 1);
        PatchLength = RoundUp((Side * Side) + Block);
        (Steps, StepWeights) = StepsWithin(surroundings, reach, falloff);
        int positions = cfa.PositionCount;
        SourceWeights = new float[positions][];
        Colors = new byte[positions][];
        for (int position = 0; position < positions; position++)
        {
            Colors[position] = new byte[Side * Side];
            SourceWeights[position] = new float[Lanes];
            Describe(cfa, position, radius);
        }

        MeanWeights = new float[PatchLength];
        for (int index = 0; index < Side * Side; index++)
        {
            (int rows, int columns) = ((index / Side) - Radius, (index % Side) - Radius);
            MeanWeights[index] = 1f / (4 + (rows * rows) + (columns * columns));
        }
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

    /// <summary>For each CFA position of the middle: what each source counts by its distance and colour.</summary>
    public float[][] SourceWeights { get; }

    /// <summary>For each CFA position of the middle: the colours of the patch.</summary>
    public byte[][] Colors { get; }

    /// <summary>What a site of the patch counts in its colour's local mean.</summary>
    public float[] MeanWeights { get; }

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

    private void Describe(CfaPattern cfa, int position, int radius)
    {
        // 16 periods bring the steps up and left into the range that the pattern understands.
        (int top, int left) = ((position / cfa.Columns) + (16 * cfa.Rows) - Radius, (position % cfa.Columns) + (16 * cfa.Columns) - Radius);
        CfaColor own = cfa.ColorAt(top + Radius, left + Radius);
        for (int index = 0; index < Side * Side; index++)
        {
            CfaColor color = cfa.ColorAt(top + (index / Side), left + (index % Side));
            Colors[position][index] = (byte)color;
            (int rows, int columns) = ((index / Side) - Radius, (index % Side) - Radius);
            if (index != Center && Math.Abs(rows) <= radius && Math.Abs(columns) <= radius)
            {
                SourceWeights[position][index - First] = (color == own ? 1 : OtherColorWeight) / ((rows * rows) + (columns * columns));
            }
        }
    }
}
