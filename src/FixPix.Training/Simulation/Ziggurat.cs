namespace FixPix.Training.Simulation;

/// <summary>
/// The normal density cut into 256 layers of one area (Marsaglia and Tsang, "The ziggurat method for generating random
/// variables", 2000); layer 0 is the base with the tail.
/// </summary>
internal sealed class Ziggurat
{
    public const int Layers = 256;

    /// <summary>Where the tail begins: edge and area for 256 layers, from the paper.</summary>
    public const double Edge = 3.6541528853610088;

    private const double Area = 0.00492867323399;

    // Numbers come as 32 bits with a sign.
    private const double Unit = 1L << 31;

    private Ziggurat()
    {
        double[] edges = new double[Layers + 1];
        edges[0] = Area / Density(Edge);
        edges[1] = Edge;
        for (int layer = 2; layer < Layers; layer++)
        {
            edges[layer] = Math.Sqrt(-2 * Math.Log(Density(edges[layer - 1]) + (Area / edges[layer - 1])));
        }

        for (int layer = 0; layer < Layers; layer++)
        {
            Scale[layer] = (float)(edges[layer] / Unit);
            Inside[layer] = (long)(edges[layer + 1] / edges[layer] * Unit);
            Height[layer] = Density(edges[layer]);
        }

        Height[Layers] = 1;
    }

    public static Ziggurat Tables { get; } = new();

    /// <summary>Width of a layer for one unit of the 32 bits.</summary>
    public float[] Scale { get; } = new float[Layers];

    /// <summary>Numbers below this lie under the curve for sure.</summary>
    public long[] Inside { get; } = new long[Layers];

    /// <summary>The density, without its factor, at each layer's outer edge.</summary>
    public double[] Height { get; } = new double[Layers + 1];

    private static double Density(double x) => Math.Exp(-0.5 * x * x);
}
