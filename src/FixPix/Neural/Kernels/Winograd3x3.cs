namespace FixPix.Neural.Kernels;

/// <summary>
/// 3×3 convolution by Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray 2016): a tile of 4×4 outputs from a window of 6×6 inputs with 36 products for each pair of channels
/// instead of 144. Inputs are spread into 36 planes, each plane is one matrix product of tiles × channels, and the products are gathered into outputs. Interpolation points 0, ±3/4,
/// ±3/2 and ∞: all factors but the weights' are exact in binary, and rounding errors stay at two to three times those of the direct sum (the usual 0, ±1, ±2 have five).
/// <para>Tiles lie on a grid of the whole plane, so that a site has the same bits whatever region is asked for.</para>
/// </summary>
internal static unsafe partial class Winograd3x3
{
    /// <summary>Rows and columns of outputs that are computed together.</summary>
    public const int Tile = 4;

    private const int Window = Tile + 2;
    private const int Products = Window * Window;

    // Scratch of a block of tiles: about what a second-level cache holds, and enough rows for the products to be worth a pass over the weights.
    private const int BlockBytes = 320 * 1024;
    private const int LeastTiles = 48;

    // The points a and b beside 0 and ∞, and what the transforms make of them.
    private const float A = 0.75f, B = 1.5f, A2 = A * A, B2 = B * B, A3 = A * A2, B3 = B * B2;

    /// <summary>Whether a path does it: vectors of channels, none left over.</summary>
    public static bool Fits(int inputs, int outputs, KernelPath path) => path != KernelPath.Scalar && inputs % 8 == 0 && outputs % 8 == 0;

    /// <summary>Transforms and packs weights, one matrix of inputs × outputs for each of the 36 products.</summary>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="weight">The weight of (place in the window, row by row; input; output).</param>
    public static PackedWeights[] Pack(int inputs, int outputs, Func<int, int, int, float> weight)
    {
        double[,] g = WeightTransform();
        PackedWeights[] packed = new PackedWeights[Products];
        for (int product = 0; product < Products; product++)
        {
            (int row, int column) = Math.DivRem(product, Window);
            packed[product] = new PackedWeights(inputs, outputs, Transformed, []);

            float Transformed(int input, int output)
            {
                double sum = 0;
                for (int place = 0; place < 9; place++)
                {
                    sum += g[row, place / 3] * g[column, place % 3] * weight(place, input, output);
                }

                return (float)sum;
            }
        }

        return packed;
    }

    /// <summary>Fills the whole of <paramref name="target"/>.</summary>
    /// <param name="source">Inputs over the target's region, aligned to tiles and grown by 1 as far as the plane goes; what lies beyond is zero.</param>
    /// <param name="weights">From <see cref="Pack"/>.</param>
    /// <param name="bias">One for each output, pinned, filled up to whole panels.</param>
    /// <param name="target">Outputs.</param>
    /// <param name="rectify">Whether negative results become zero.</param>
    /// <param name="tileShift">How far before 0 the grid of tiles begins, 0 to 3.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    /// <param name="path">A path that <see cref="Fits"/>.</param>
    public static void Run(in FeatureMap source, ReadOnlySpan<PackedWeights> weights, Span<float> bias, in FeatureMap target, bool rectify, int tileShift, Workspace workspace, KernelPath path)
    {
        PackedProduct.Check(weights[0].Depth == source.Channels && weights[0].Columns == target.Channels && source.Region.Covers(target.Region), "3×3 convolution", $"{source.Channels} channels of {source.Region} into {target.Channels} of {target.Region}, weights {weights[0].Depth}×{weights[0].Columns},");
        int mark = workspace.Mark(), inputs = source.Channels, outputs = target.Channels;
        TileGrid tiles = new(target.Region, tileShift);
        int count = tiles.Count;
        int block = Math.Min(count, Math.Max(LeastTiles, BlockBytes / (Products * sizeof(float) * (inputs + outputs)) / 12 * 12));
        Planes spread = new(block, inputs, workspace), products = new(block, outputs, workspace);
        (float[] patch, int patchStart) = workspace.Rent(Products * Math.Max(inputs, outputs));
        Edges edges = new(PackedProduct.Address(patch, patchStart), bias, rectify);
        for (int first = 0; first < count; first += block)
        {
            int end = Math.Min(first + block, count);
            for (int tile = first; tile < end; tile++)
            {
                Spread(in source, tiles[tile], spread.Memory + (tile - first) * inputs, spread.Stride, in edges, path);
            }

            Multiply(in spread, weights, in products, end - first, path);
            for (int tile = first; tile < end; tile++)
            {
                Gather(products.Memory + (tile - first) * outputs, products.Stride, in target, tiles[tile], in edges, path);
            }
        }

        workspace.Release(mark);
    }

    private static void Multiply(in Planes spread, ReadOnlySpan<PackedWeights> weights, in Planes products, int rows, KernelPath path)
    {
        nint run = 0;
        for (int product = 0; product < Products; product++)
        {
            for (int panel = 0; panel < weights[product].PanelCount; panel++)
            {
                PanelWork work = PackedProduct.Work(weights[product], panel, accumulate: false, rectify: false);
                work.Input = spread.Memory + product * spread.Stride;
                work.InputStride = weights[product].Depth;
                work.Runs = &run;
                work.RunCount = 1;
                work.RunLength = weights[product].Depth;
                work.Output = products.Memory + product * products.Stride + panel * PanelProduct.Width;
                work.OutputStride = weights[product].Columns;
                work.Rows = rows;
                PanelProduct.Run(in work, path);
            }
        }
    }

    /// <summary>Row j: 1, p, p² over the product of the distances from point p to the others; the last for ∞.</summary>
    private static double[,] WeightTransform()
    {
        double[] points = [0, A, -A, B, -B];
        double[,] g = new double[Window, 3];
        for (int j = 0; j < points.Length; j++)
        {
            double distances = points.Where((_, k) => k != j).Aggregate(1.0, (product, other) => product * (points[j] - other));
            (g[j, 0], g[j, 1], g[j, 2]) = (1 / distances, points[j] / distances, points[j] * points[j] / distances);
        }

        g[Window - 1, 2] = 1;
        return g;
    }

    /// <summary>The tiles that a region of sites touches, row by row.</summary>
    private readonly struct TileGrid
    {
        private readonly int _top, _left, _across;

        public TileGrid(Region sites, int shift)
        {
            (_top, _left) = ((sites.Top + shift) / Tile * Tile - shift, (sites.Left + shift) / Tile * Tile - shift);
            _across = (sites.Right - _left + Tile - 1) / Tile;
            Count = _across * ((sites.Bottom - _top + Tile - 1) / Tile);
        }

        public int Count { get; }

        /// <summary>The sites of a tile; the first and last may reach beyond the plane.</summary>
        public Region this[int tile] => new(_top + tile / _across * Tile, _left + tile % _across * Tile, Tile, Tile);
    }

    /// <summary>36 planes of [tile][channel]; the planes begin apart from one another, so that a tile's 36 numbers do not fall into the same lines of the first cache.</summary>
    private readonly struct Planes
    {
        public Planes(int tiles, int channels, Workspace workspace)
        {
            Stride = tiles * channels / PanelProduct.Width * PanelProduct.Width + 3 * PanelProduct.Width;
            (float[] memory, int start) = workspace.Rent(checked(Products * Stride));
            Memory = PackedProduct.Address(memory, start);
        }

        public float* Memory { get; }

        public int Stride { get; }
    }

    /// <summary>What a tile at an edge passes through, and what the outputs end with.</summary>
    private readonly ref struct Edges(float* patch, Span<float> bias, bool rectify)
    {
        public readonly float* Patch = patch;
        public readonly Span<float> Bias = bias;
        public readonly bool Rectify = rectify;
    }
}
