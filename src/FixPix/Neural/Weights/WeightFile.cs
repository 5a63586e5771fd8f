using System.Globalization;

namespace FixPix.Neural.Weights;

/// <summary>The trained numbers of one network by name, and what is said of them: architecture, normalisation, provenance.</summary>
public sealed class WeightFile
{
    private readonly Dictionary<string, Tensor> _tensors;

    /// <summary>Weights in memory.</summary>
    /// <param name="source">What errors call it: a file's name, or words.</param>
    /// <param name="metadata">What is said of the network.</param>
    /// <param name="tensors">The numbers by name.</param>
    public WeightFile(string source, IReadOnlyDictionary<string, string> metadata, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        Source = source;
        Metadata = metadata;
        _tensors = new Dictionary<string, Tensor>(tensors);
    }

    /// <summary>What errors call it.</summary>
    public string Source { get; }

    /// <summary>What is said of the network.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="FixPixException">There is none, or its shape is another; the message names the tensor, the shape expected and the shape found.</exception>
    public Tensor Read(string name, params ReadOnlySpan<int> shape)
    {
        if (!_tensors.TryGetValue(name, out Tensor? tensor))
        {
            throw new FixPixException($"{Source}: tensor '{name}' is missing, expected with shape [{string.Join(", ", shape.ToArray())}]");
        }

        if (!tensor.Shape.SequenceEqual(shape.ToArray()))
        {
            throw new FixPixException($"{Source}: tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], expected [{string.Join(", ", shape.ToArray())}]");
        }

        return tensor;
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
                throw new FixPixException($"{Source}: metadata '{key}' is '{text}', expected whole numbers from {least} to {most}, separated by commas");
            }
        }

        return numbers;
    }

    /// <summary>One whole number of the metadata.</summary>
    /// <exception cref="FixPixException">It is missing or not from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public int Number(string key, int least, int most)
    {
        int[] numbers = Numbers(key, least, most);
        return numbers.Length == 1 ? numbers[0] : throw new FixPixException($"{Source}: metadata '{key}' is '{Setting(key)}', expected one number");
    }

    /// <summary>Throws unless the file says that it holds this kind of network.</summary>
    /// <exception cref="FixPixException">It holds another.</exception>
    public void Require(string architecture)
    {
        if (Setting("architecture") != architecture)
        {
            throw new FixPixException($"{Source}: holds a network of architecture '{Setting("architecture")}', expected '{architecture}'");
        }
    }
}
