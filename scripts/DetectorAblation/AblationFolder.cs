using System.Text.Json;

namespace FixPix.DetectorAblation;

/// <summary>Where variants are kept: a folder each with its checkpoint, its log and, once it is judged, its figures.</summary>
internal sealed class AblationFolder
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string _folder;

    /// <summary>Opens or makes it.</summary>
    /// <exception cref="FixPixException">It was begun with other settings.</exception>
    public AblationFolder(string folder, AblationSettings settings)
    {
        _folder = folder;
        string path = Path.Combine(folder, "settings.json");
        Directory.CreateDirectory(folder);
        if (Read<AblationSettings>(path) is not { } before)
        {
            Write(path, settings);
        }
        else if (before != settings)
        {
            throw new FixPixException($"{path}: begun with {before}, expected {settings}: name another folder");
        }
    }

    /// <summary>The folder of a variant.</summary>
    public string Of(Variant variant) => Path.Combine(_folder, variant.Name);

    /// <summary>What is known of a variant; null before it is judged.</summary>
    public VariantResult? Find(Variant variant) => Read<VariantResult>(FiguresOf(variant));

    /// <summary>Keeps what is known of a variant.</summary>
    public void Keep(Variant variant, VariantResult result) => Write(FiguresOf(variant), result);

    private string FiguresOf(Variant variant) => Path.Combine(Of(variant), "figures.json");

    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), s_json) : null;
        }
        catch (JsonException failure)
        {
            throw new FixPixException($"{path}: is damaged: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static void Write<T>(string path, T value) => AtomicFile.Write(path, overwrite: true, stream => JsonSerializer.Serialize(stream, value, s_json));
}
