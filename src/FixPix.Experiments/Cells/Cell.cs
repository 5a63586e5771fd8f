using System.Security.Cryptography;
using System.Text;
using FixPix.Models;
using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Experiments.Cells;

/// <summary>A piece of an experiment that is measured at once and kept.</summary>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Title">What it measures, for the progress.</param>
/// <param name="MadeOf">Everything that its samples follow from, beside the library: data, seed, settings, foreign weights.</param>
/// <param name="Measure">Measures it; a failure is a <see cref="FixPixException"/>.</param>
internal sealed record Cell(string Experiment, string Title, IReadOnlyList<string> MadeOf, Func<WorkSettings, IReadOnlyList<Sample>> Measure)
{
    // The sources of the library and its trainings, and the shipped weights; what only draws the report is not among them.
    private static readonly Lazy<IReadOnlyList<string>> s_library = new(() =>
    [
        .. new[] { typeof(Mosaic).Assembly, typeof(PaperPatches).Assembly }.Select(assembly => $"{assembly.GetName().Name} {assembly.ManifestModule.ModuleVersionId}"),
        .. ShippedModels.Names.Select(name => $"{name} {ShippedHash(name)}"),
    ]);

    /// <summary>The hash of everything that makes the cell.</summary>
    public string Key => KeyOf(Experiment, MadeOf);

    /// <summary>The key of a cell that is made of these.</summary>
    public static string KeyOf(string experiment, IReadOnlyList<string> madeOf) => Hash([.. s_library.Value, experiment, .. madeOf]);

    /// <summary>SHA-256 of some lines.</summary>
    public static string Hash(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    /// <summary>SHA-256 of the weights that come with the library.</summary>
    public static string ShippedHash(string model)
    {
        using Stream weights = typeof(ShippedModels).Assembly.GetManifestResourceStream($"{typeof(ShippedModels).Namespace}.{model}.safetensors")!;
        return Convert.ToHexStringLower(SHA256.HashData(weights));
    }
}
