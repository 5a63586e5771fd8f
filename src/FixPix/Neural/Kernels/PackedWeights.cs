namespace FixPix.Neural.Kernels;

/// <summary>
/// A weight matrix of depth × columns, cut into panels of <see cref="PanelProduct.Width"/> columns, each [depth][16], on cache lines; and a bias for each column.
/// Packed once when a network is loaded. Columns beyond the last are zero.
/// </summary>
internal sealed class PackedWeights
{
    private readonly float[] _panels;
    private readonly int _panelsStart;
    private readonly float[] _bias;
    private readonly int _biasStart;

    /// <summary>Packs weights.</summary>
    /// <param name="depth">Inputs that a sum runs over.</param>
    /// <param name="columns">Outputs.</param>
    /// <param name="weight">The weight of (input, output).</param>
    /// <param name="bias">One for each output; empty for none.</param>
    public PackedWeights(int depth, int columns, Func<int, int, float> weight, ReadOnlySpan<float> bias)
    {
        Depth = depth;
        Columns = columns;
        (_panels, _panelsStart) = Lines((long)PanelCount * depth * PanelProduct.Width);
        (_bias, _biasStart) = Lines((long)PanelCount * PanelProduct.Width);
        for (int column = 0; column < columns; column++)
        {
            int first = _panelsStart + (column / PanelProduct.Width * depth * PanelProduct.Width) + column % PanelProduct.Width;
            for (int k = 0; k < depth; k++)
            {
                _panels[first + k * PanelProduct.Width] = weight(k, column);
            }
        }

        bias.CopyTo(_bias.AsSpan(_biasStart));
    }

    /// <summary>Inputs that a sum runs over.</summary>
    public int Depth { get; }

    /// <summary>Outputs.</summary>
    public int Columns { get; }

    /// <summary>Panels that the columns fill.</summary>
    public int PanelCount => (Columns + PanelProduct.Width - 1) / PanelProduct.Width;

    /// <summary>Multiply-adds for one row of outputs.</summary>
    public long MultiplyAdds => (long)Depth * Columns;

    /// <summary>The weights of a panel: depth × 16, pinned.</summary>
    public Span<float> Panel(int panel) => _panels.AsSpan(_panelsStart + panel * Depth * PanelProduct.Width, Depth * PanelProduct.Width);

    /// <summary>The bias of all columns, filled up to whole panels with zeros, pinned.</summary>
    public Span<float> AllBias => _bias.AsSpan(_biasStart, PanelCount * PanelProduct.Width);

    /// <summary>The bias of a panel: 16, pinned.</summary>
    public Span<float> Bias(int panel) => _bias.AsSpan(_biasStart + panel * PanelProduct.Width, PanelProduct.Width);

    private static (float[] Memory, int Start) Lines(long floats)
    {
        float[] memory = GC.AllocateArray<float>(checked((int)(floats + PanelProduct.Width)), pinned: true);
        return (memory, Workspace.LineStart(memory));
    }
}
