using System.Globalization;

namespace FixPix.Neural.Weights;

/// <summary>
/// The trained numbers of one network by name, and what is said of them: architecture, normalisation, provenance. On disk it is a safetensors file, which is mapped:
/// a tensor is read when a network asks for it.
/// </summary>
public sealed class WeightFile : IDisposable
{
    /// <summary>What metadata <c>format</c> says in our files.</summary>
    public const string Format = "fixpix-1";

    private readonly TensorSource _tensors;

    /// <summary>Weights in memory.</summary>
    /// <param name="source">What errors call it: a file's name, or words.</param>
    /// <param name="metadata">What is said of the network.</param>
    /// <param name="tensors">The numbers by name, in the order in which they are to be written.</param>
    public WeightFile(string source, IReadOnlyDictionary<string, string> metadata, IEnumerable<KeyValuePair<string, Tensor>> tensors)
        : this(source, metadata, new MemoryTensors(tensors))
    {
    }

    private WeightFile(string source, IReadOnlyDictionary<string, string> metadata, TensorSource tensors)
    {
        (Source, Metadata, _tensors) = (source, metadata, tensors);
    }

    /// <summary>What errors call it.</summary>
    public string Source { get; }

    /// <summary>What is said of the network.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors, in the order of the file.</summary>
    public IReadOnlyList<TensorInfo> Tensors => _tensors.Tensors;

    /// <summary>Maps a safetensors file.</summary>
    /// <exception cref="FixPixException">It cannot be read, or its header is not sound.</exception>
    public static WeightFile Open(string path) => Parse(path, new FileView(path));

    /// <summary>Takes the bytes of a safetensors file.</summary>
    /// <param name="source">What errors call it.</param>
    /// <param name="bytes">The whole file; stays in use.</param>
    /// <exception cref="FixPixException">Its header is not sound.</exception>
    public static WeightFile Parse(string source, ReadOnlyMemory<byte> bytes) => Parse(source, new FileView(bytes));

    /// <summary>
    /// Untrained weights: whatever tensor a network asks for is made of random numbers that belong to the seed and the tensor's name. What was asked for is what
    /// <see cref="WriteTo"/> writes, so that reading a network from it makes a complete file.
    /// </summary>
    public static WeightFile Fresh(IReadOnlyDictionary<string, string> metadata, long seed) => new("fresh weights", metadata, new FreshTensors(seed));

    /// <summary>Writes all tensors as a safetensors file of 32-bit floats, which appears whole or not at all.</summary>
    /// <exception cref="FixPixException">The file is there and must stay, or cannot be written, or a tensor cannot be read.</exception>
    public void Write(string path, bool overwrite) => AtomicFile.Write(path, overwrite, WriteTo);

    /// <summary>Writes all tensors as a safetensors file of 32-bit floats.</summary>
    /// <exception cref="FixPixException">A tensor cannot be read.</exception>
    public void WriteTo(Stream stream) => SafetensorsFile.Write(stream, Metadata, _tensors);

    /// <inheritdoc/>
    public void Dispose() => _tensors.Dispose();

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Contains(string name) => _tensors.Contains(name);

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="FixPixException">
    /// There is none, or its shape is another: the message names the tensor, the shape expected and the shape found; or its numbers are not finite floats.
    /// </exception>
    public Tensor Read(string name, params ReadOnlySpan<int> shape)
    {
        TensorInfo tensor = _tensors.Find(name, shape)
            ?? throw new FixPixException($"{Source}: tensor '{name}' is missing, expected with shape [{string.Join(", ", shape.ToArray())}]");
        return tensor.Shape.SequenceEqual(shape.ToArray())
            ? _tensors.Load(tensor)
            : throw new FixPixException($"{Source}: tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], expected [{string.Join(", ", shape.ToArray())}]");
    }

    /// <summary>A word of the metadata.</summary>
    /// <exception cref="FixPixException">It is missing.</exception>
    public string Setting(string key) =>
        Metadata.TryGetValue(key, out string? value) ? value : throw new FixPixException($"{Source}: metadata '{key}' is missing");

    /// <summary>Whole numbers of the metadata, separated by commas.</summary>
    /// <exception cref="FixPixException">They are missing, or one is not a whole number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public int[] Numbers(string key, int least, int most)
    {
        string text = Setting(key);
        string[] parts = text.Split(',');
        int[] numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < least || numbers[i] > most)
            {
                throw new FixPixException($"{Source}: metadata '{key}' is {Quote(text)}, expected whole numbers from {least} to {most}, separated by commas");
            }
        }

        return numbers;
    }

    /// <summary>One whole number of the metadata.</summary>
    /// <exception cref="FixPixException">It is missing or not from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public int Number(string key, int least, int most)
    {
        int[] numbers = Numbers(key, least, most);
        return numbers.Length == 1 ? numbers[0] : throw new FixPixException($"{Source}: metadata '{key}' is {Quote(Setting(key))}, expected one number");
    }

    /// <summary>Throws unless the file says that it holds this kind of network.</summary>
    /// <exception cref="FixPixException">It holds another.</exception>
    public void Require(string architecture)
    {
        if (Metadata.TryGetValue("format", out string? format) && format != Format)
        {
            throw new FixPixException($"{Source}: metadata 'format' is {Quote(format)}, expected '{Format}'");
        }

        if (Setting("architecture") is string found && found != architecture)
        {
            throw new FixPixException($"{Source}: holds a network of architecture {Quote(found)}, expected '{architecture}'");
        }
    }

    private static WeightFile Parse(string source, FileView view)
    {
        try
        {
            SafetensorsFile file = new(source, view);
            return new WeightFile(source, file.Metadata, file);
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    /// <summary>A word of a file as an error's one line can show it.</summary>
    internal static string Quote(string text)
    {
        const int Most = 60;
        string line = string.Concat(text.Take(Most).Select(static letter => char.IsControl(letter) ? '?' : letter));
        return text.Length > Most ? $"'{line}…'" : $"'{line}'";
    }
}
