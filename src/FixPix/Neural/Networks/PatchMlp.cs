using FixPix.Neural.Layers;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Networks;

/// <summary>A few linear layers with ReLU between them, from the numbers around a site to its value: the paper's patch MLP, at any size.</summary>
internal sealed class PatchMlp
{
    /// <summary>What weight files call it.</summary>
    public const string Architecture = "patch-mlp";

    private readonly int[] _widths;
    private readonly Linear[] _layers;

    /// <summary>Reads a network; metadata <c>widths</c> has the numbers that go in, those of each layer, and those that come out (the paper's 5×5: 24,48,12,1).</summary>
    /// <exception cref="FixPixException">The file holds another network, or one whose tensors do not fit.</exception>
    public PatchMlp(WeightFile file)
    {
        file.Require(Architecture);
        _widths = file.Numbers("widths", 1, 65536);
        if (_widths.Length < 2)
        {
            throw new FixPixException($"{file.Source}: metadata 'widths' has {_widths.Length} numbers, expected at least 2");
        }

        _layers = new Linear[_widths.Length - 1];
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer] = new Linear(file, $"layers.{layer}", _widths[layer], _widths[layer + 1]);
        }
    }

    /// <summary>Numbers of a patch.</summary>
    public int Inputs => _widths[0];

    /// <summary>Numbers that come out for a patch.</summary>
    public int Outputs => _widths[^1];

    /// <summary>Numbers that go in, those of each layer, those that come out.</summary>
    public IReadOnlyList<int> Widths => _widths;

    /// <summary>Multiply-adds for a patch.</summary>
    public long MultiplyAdds => _layers.Sum(static layer => layer.MultiplyAdds);

    /// <summary>Runs the network on one patch a row. A few hundred rows at a time keep everything in the second-level cache.</summary>
    /// <param name="input">Patches × <see cref="Inputs"/>.</param>
    /// <param name="output">Patches × <see cref="Outputs"/>.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    public void Forward(in Matrix input, in Matrix output, Workspace workspace)
    {
        int mark = workspace.Mark();
        Matrix current = input;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            bool last = layer == _layers.Length - 1;
            Matrix next = last ? output : workspace.RentMatrix(input.Rows, _widths[layer + 1]);
            _layers[layer].Apply(in current, in next, rectify: !last);
            current = next;
        }

        workspace.Release(mark);
    }
}
