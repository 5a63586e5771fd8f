using FixPix.Neural.Weights;

namespace FixPix.Models;

/// <summary>The trained networks that come with the library, embedded in it. Their cards: <c>docs/models</c>.</summary>
public static class ShippedModels
{
    /// <summary>The U-Net that finds bad pixels.</summary>
    public const string Detector = "detector";

    /// <summary>The U-Net that looks again where many pixels are bad.</summary>
    public const string SecondLook = "second-look";

    /// <summary>The patch MLP that mends single bad pixels.</summary>
    public const string Corrector = "corrector";

    /// <summary>The U-Net that mends bad pixels where they are dense.</summary>
    public const string Reconstructor = "reconstructor";

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [Detector, SecondLook, Corrector, Reconstructor];

    /// <summary>Opens one of them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="FixPixException">There is none of that name; the message lists them.</exception>
    public static WeightFile Open(string name)
    {
        using Stream? resource = typeof(ShippedModels).Assembly.GetManifestResourceStream($"{typeof(ShippedModels).Namespace}.{name}.safetensors");
        if (resource is null)
        {
            throw new FixPixException($"shipped model '{name}': expected one of {string.Join(", ", Names)}");
        }

        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return WeightFile.Parse($"shipped {name}", bytes);
    }
}
