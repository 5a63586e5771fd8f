using System.Text.Json;
using System.Text.Json.Serialization;

namespace FixPix.Experiments.Cells;

/// <summary>Measured cells, one JSON file each, named by the hash of what made it: an interrupted run goes on, and the same run gives the same numbers.</summary>
/// <param name="folder">Where they are kept; made if absent.</param>
internal sealed class CellCache(string folder)
{
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true, WriteIndented = true };

    /// <summary>Where it lies.</summary>
    public string Folder => folder;

    /// <summary>The samples of a cell that was measured before; null where it was not, or the file is damaged.</summary>
    public IReadOnlyList<Sample>? Find(Cell cell)
    {
        try
        {
            using FileStream file = File.OpenRead(PathOf(cell));
            return JsonSerializer.Deserialize<Kept>(file, s_json)?.Samples;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a cell.</summary>
    /// <exception cref="FixPixException">The file cannot be written.</exception>
    public void Keep(Cell cell, IReadOnlyList<Sample> samples)
    {
        Make(folder);
        AtomicFile.Write(PathOf(cell), overwrite: true, stream => JsonSerializer.Serialize(stream, new Kept(cell.Title, cell.MadeOf, samples), s_json));
    }

    /// <summary>Makes a folder within the cache, for what cells are made of.</summary>
    /// <exception cref="FixPixException">It cannot be made.</exception>
    public string FolderFor(string name) => Make(Path.Combine(folder, name));

    private static string Make(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FixPixException($"{path}: cannot be made: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private string PathOf(Cell cell) => Path.Combine(folder, $"{cell.Experiment}-{cell.Key[..32]}.json");

    private sealed record Kept(string Title, IReadOnlyList<string> MadeOf, IReadOnlyList<Sample> Samples);
}
