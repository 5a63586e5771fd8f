using FixPix.Neural.Kernels;
using FixPix.Neural.Layers;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Networks;

/// <summary>
/// A U-Net: at each level two 3×3 convolutions with batch norm and ReLU; 2×2 max-pool down, 2×2 transposed convolution up, the level's own features joined in front of
/// what comes up, two more convolutions; a 1×1 convolution at the end (Ronneberger 2015, zero-padded as in the FixPix paper). Level l has a plane of 1/2^l of the size.
/// <para>
/// It computes any region of its plane, from just the input that the region depends on: what is zero beyond the plane is zero here, and what is not is asked for. So a
/// picture done in tiles has the same bits as one done whole.
/// </para>
/// </summary>
internal sealed class UNet
{
    /// <summary>What weight files call it.</summary>
    public const string Architecture = "unet";

    // Planes have to be multiples of 2^(levels - 1): beyond this, larger than most pictures.
    private const int MostLevels = 11;

    private readonly int[] _channels;
    private readonly Convolution3x3[] _down1, _down2, _up1, _up2;
    private readonly TransposedConvolution2x2[] _up;
    private readonly Convolution1x1 _head;

    /// <summary>
    /// Reads a network; metadata <c>levels</c> has the channels of each level, finest first, <c>inputs</c> and <c>outputs</c> the channels that go in and come out.
    /// </summary>
    /// <exception cref="FixPixException">The file holds another network, or one whose tensors do not fit.</exception>
    public UNet(WeightFile file)
    {
        file.Require(Architecture);
        Inputs = file.Number("inputs", 1, 1024);
        Outputs = file.Number("outputs", 1, 1024);
        _channels = file.Numbers("levels", 1, 8192);
        if (_channels.Length > MostLevels)
        {
            throw new FixPixException($"{file.Source}: metadata 'levels' has {_channels.Length} numbers, expected at most {MostLevels}");
        }

        int bottom = _channels.Length - 1;
        (_down1, _down2) = (new Convolution3x3[bottom + 1], new Convolution3x3[bottom + 1]);
        (_up1, _up2, _up) = (new Convolution3x3[bottom], new Convolution3x3[bottom], new TransposedConvolution2x2[bottom]);
        for (int level = 0; level <= bottom; level++)
        {
            int channels = _channels[level];
            // On the way up, what a level needs of the one below begins one place earlier each time; so do the tiles.
            int tileShift = level == bottom ? level : 0;
            _down1[level] = Unit(file, $"down.{level}", 1, level == 0 ? Inputs : _channels[level - 1], channels, tileShift + 1);
            _down2[level] = Unit(file, $"down.{level}", 2, channels, channels, tileShift);
            if (level < bottom)
            {
                _up[level] = new TransposedConvolution2x2(file, $"up.{level}.transpose", _channels[level + 1], channels);
                _up1[level] = Unit(file, $"up.{level}", 1, 2 * channels, channels, level + 1);
                _up2[level] = Unit(file, $"up.{level}", 2, channels, channels, level);
            }
        }

        _head = new Convolution1x1(file, "head", _channels[0], Outputs);
    }

    /// <summary>Channels that go in.</summary>
    public int Inputs { get; }

    /// <summary>Channels that come out.</summary>
    public int Outputs { get; }

    /// <summary>Channels of each level, finest first.</summary>
    public IReadOnlyList<int> Channels => _channels;

    /// <summary>Multiply-adds for a site of the finest plane, with its share of the levels below.</summary>
    public double MultiplyAdds => _head.MultiplyAdds + Enumerable.Range(0, _channels.Length).Sum(level => Math.ScaleB(MultiplyAddsAt(level), -2 * level));

    /// <summary>Height and width of the plane have to be multiples of it.</summary>
    public int Multiple => 1 << Bottom;

    private int Bottom => _channels.Length - 1;

    /// <summary>The input that a region of the output depends on.</summary>
    public Region InputFor(Region output, Region plane) => InputFor(0, output, plane);

    /// <summary>Computes the whole of <paramref name="output"/> (logits: no sigmoid is applied).</summary>
    /// <param name="input"><see cref="Inputs"/> channels over <see cref="InputFor(Region, Region)"/> of the output's region, or more.</param>
    /// <param name="output"><see cref="Outputs"/> channels over the region asked for.</param>
    /// <param name="plane">The whole plane; its height and width are multiples of <see cref="Multiple"/>.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    public void Forward(in FeatureMap input, in FeatureMap output, Region plane, Workspace workspace)
    {
        PackedProduct.Check(plane.Height % Multiple == 0 && plane.Width % Multiple == 0, "U-Net", $"plane of {plane.Width}×{plane.Height} and {Bottom} halvings");
        int mark = workspace.Mark();
        FeatureMap features = workspace.RentMap(output.Region, _channels[0]);
        Level(0, in input, in features, plane, workspace);
        _head.Apply(in features, in output);
        workspace.Release(mark);
    }

    /// <summary>From a level's input to its output: down, through all levels below, and up again.</summary>
    private void Level(int level, in FeatureMap input, in FeatureMap output, Region plane, Workspace workspace)
    {
        int mark = workspace.Mark(), channels = _channels[level];
        if (level == Bottom)
        {
            Twice(_down1[level], _down2[level], in input, in output, plane, workspace);
            return;
        }

        Region joinedRegion = PairInput(_up1[level], _up2[level], output.Region, plane), below = joinedRegion.Halve(), planeBelow = plane.Halve();
        Region belowInput = InputFor(level + 1, below, planeBelow);
        // What goes down lies where it is joined from the start; what comes up is less of the plane.
        FeatureMap joined = workspace.RentMap(belowInput.Double(), 2 * channels), skip = joined.Slice(0, channels);
        FeatureMap lower = workspace.RentMap(below, _channels[level + 1]);
        FeatureMap pooled = workspace.RentMap(belowInput, channels);
        Twice(_down1[level], _down2[level], in input, in skip, plane, workspace);
        MaxPool2x2.Run(in skip, in pooled, KernelPaths.Best);
        Level(level + 1, in pooled, in lower, planeBelow, workspace);
        _up[level].Apply(in lower, joined.Slice(channels, channels).Within(joinedRegion));
        Twice(_up1[level], _up2[level], in joined, in output, plane, workspace);
        workspace.Release(mark);
    }

    private static void Twice(Convolution3x3 first, Convolution3x3 second, in FeatureMap input, in FeatureMap output, Region plane, Workspace workspace)
    {
        int mark = workspace.Mark();
        FeatureMap between = workspace.RentMap(second.InputFor(output.Region, plane), first.Outputs);
        first.Apply(in input, in between, workspace);
        second.Apply(in between, in output, workspace);
        workspace.Release(mark);
    }

    private Region InputFor(int level, Region output, Region plane)
    {
        Region skip = output;
        if (level < Bottom)
        {
            skip = InputFor(level + 1, PairInput(_up1[level], _up2[level], output, plane).Halve(), plane.Halve()).Double();
        }

        return PairInput(_down1[level], _down2[level], skip, plane);
    }

    // What two convolutions need, one after the other.
    private static Region PairInput(Convolution3x3 first, Convolution3x3 second, Region output, Region plane) => first.InputFor(second.InputFor(output, plane), plane);

    private double MultiplyAddsAt(int level) => _down1[level].MultiplyAdds + _down2[level].MultiplyAdds
        + (level < Bottom ? _up[level].MultiplyAdds + _up1[level].MultiplyAdds + _up2[level].MultiplyAdds : 0);

    private static Convolution3x3 Unit(WeightFile file, string block, int number, int inputs, int outputs, int tileShift) =>
        new(file, $"{block}.conv{number}", $"{block}.norm{number}", inputs, outputs, tileShift % Winograd3x3.Tile);
}
