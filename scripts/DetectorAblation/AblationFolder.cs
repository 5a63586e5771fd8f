using System.Text.Json;

namespace FixPix.DetectorAblation;

/// <summary>Where variants are kept: a folder each with its checkpoint, its log and, once it is judged, its figures.</summary>
/// <typeparam name="TSettings">What all variants have alike.</typeparam>
/// <typeparam name="TResult">What is known of a judged one.</typeparam>
internal sealed class AblationFolder<TSettings, TResult>
    where TSettings : class, IEquatable<TSettings>
    where TResult : class
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string _folder;

    /// <summary>Opens or makes it.</summary>
    /// <exception cref="FixPixException">It was begun with other settings.</exception>
    public AblationFolder(string folder, TSettings settings)
    {
        _folder = folder;
        string path = Path.Combine(folder, "settings.json");
        Directory.CreateDirectory(folder);
        if (Read<TSettings>(path) is not { } before)
        {
            Write(path, settings);
        }
        else if (!before.Equals(settings))
        {
            throw new FixPixException($"{path}: begun with {before}, expected {settings}: name another folder");
        }
    }

    /// <summary>The folder of a variant.</summary>
    public string Of(IVariant variant) => Path.Combine(_folder, variant.Name);

    /// <summary>What is known of a variant; null before it is judged.</summary>
    public TResult? Find(IVariant variant) => Read<TResult>(FiguresOf(variant));

    /// <summary>Keeps what is known of a variant.</summary>
    public void Keep(IVariant variant, TResult result) => Write(FiguresOf(variant), result);

    private string FiguresOf(IVariant variant) => Path.Combine(Of(variant), "figures.json");

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
