using System.Text.Json;

namespace FixPix.Neural.Weights;

/// <summary>
/// What stands before the numbers of a safetensors file: a JSON object of tensors by name, each with <c>dtype</c>, <c>shape</c> and <c>data_offsets</c> (first byte and the one
/// after the last, counted from the end of the header), and <c>__metadata__</c>, words by words. The tensors fill the rest of the file without gap or overlap
/// (huggingface/safetensors, README). Everything is checked here, so that whoever reads a tensor may rely on its place.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const int MostDimensions = 8;
    private const int MostLettersOfName = 200;
    private readonly string _source;
    private readonly OrderedDictionary<string, SafetensorsEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = [];

    private SafetensorsHeader(string source) => _source = source;

    /// <summary>What is said of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The tensors by name, in the order of the header.</summary>
    public OrderedDictionary<string, SafetensorsEntry> Entries => _entries;

    /// <summary>Reads and checks a header.</summary>
    /// <param name="source">What errors call the file.</param>
    /// <param name="json">The header.</param>
    /// <param name="dataBytes">How many bytes come after it.</param>
    /// <exception cref="FixPixException">It is not JSON, not a header, or lies.</exception>
    public static SafetensorsHeader Parse(string source, ReadOnlySpan<byte> json, long dataBytes)
    {
        SafetensorsHeader header = new(source);
        Utf8JsonReader reader = new(json);
        try
        {
            header.ReadAll(ref reader);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The reader throws the second kind for text that is not UTF-8.
            throw new FixPixException($"{source}: the header is not well-formed JSON at its byte {reader.BytesConsumed}", failure);
        }

        header.CheckLayout(dataBytes);
        return header;
    }

    private void ReadAll(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject, "header");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (name == "__metadata__")
            {
                ReadMetadata(ref reader);
                continue;
            }

            if (name.Length is 0 or > MostLettersOfName || name.Any(char.IsControl))
            {
                throw Wrong($"the header has a tensor whose name is empty, longer than {MostLettersOfName} letters or has control characters");
            }

            if (!_entries.TryAdd(name, ReadEntry(ref reader, name)))
            {
                throw Wrong($"tensor '{name}' is in the header twice");
            }
        }

        // Nothing but white space may follow; the reader throws at anything else.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "metadata");
        if (_metadata.Count > 0)
        {
            throw Wrong("the header has metadata twice");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string key = reader.GetString()!;
            reader.Read();
            Expect(ref reader, JsonTokenType.String, "metadata");
            if (!_metadata.TryAdd(key, reader.GetString()!))
            {
                throw Wrong("a word of the metadata is given twice");
            }
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string what = $"tensor '{name}'";
        string? type = null;
        List<long>? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, what);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "dtype" when type is null && reader.TokenType == JsonTokenType.String:
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, what, MostDimensions);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, what, 2);
                    break;
                default:
                    throw Wrong($"{what}: the header has something else than one 'dtype', one 'shape' and one 'data_offsets'");
            }
        }

        return type is not null && shape is not null && offsets is [long begin, long end]
            ? Entry(name, type, shape, begin, end)
            : throw Wrong($"{what}: the header lacks one of 'dtype', 'shape' and two 'data_offsets'");
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string what, int most)
    {
        List<long> numbers = [];
        Expect(ref reader, JsonTokenType.StartArray, what);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.Number, what);
            if (!reader.TryGetInt64(out long number) || number < 0 || numbers.Count == most)
            {
                throw Wrong($"{what}: expected at most {most} whole numbers from 0 in 'shape' and 2 in 'data_offsets'");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private SafetensorsEntry Entry(string name, string type, List<long> shape, long begin, long end)
    {
        if (SafetensorsType.Bytes(type) is not int bytes)
        {
            throw Wrong($"tensor '{name}' has numbers of a type that the format does not know");
        }

        long count = 1;
        foreach (long length in shape)
        {
            if (length > int.MaxValue || count > Array.MaxLength / Math.Max(1, length))
            {
                throw Wrong($"tensor '{name}' of shape [{string.Join(", ", shape)}] has more than {Array.MaxLength} numbers");
            }

            count *= length;
        }

        return end - begin == count * bytes
            ? new SafetensorsEntry(new TensorInfo(name, [.. shape.Select(static length => (int)length)], type), begin)
            : throw Wrong($"tensor '{name}' of type {type} and shape [{string.Join(", ", shape)}] needs {count * bytes} bytes, the header gives it {begin} to {end}");
    }

    private void CheckLayout(long dataBytes)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in _entries.Values.OrderBy(static entry => entry.Begin).ThenBy(static entry => entry.Bytes))
        {
            if (entry.Begin != end)
            {
                throw Wrong($"tensor '{entry.Tensor.Name}' begins at byte {entry.Begin} of the data, {(entry.Begin < end ? "inside" : "with a gap behind")} the tensor that ends at {end}");
            }

            end += entry.Bytes;
            if (end > dataBytes)
            {
                throw Wrong($"tensor '{entry.Tensor.Name}' ends at byte {end} of the data, the file has {dataBytes}");
            }
        }

        if (end != dataBytes)
        {
            throw Wrong($"the tensors end at byte {end} of the data, the file has {dataBytes}");
        }
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (reader.TokenType != expected)
        {
            throw Wrong($"{what}: the header has {reader.TokenType} where {expected} was expected");
        }
    }

    private FixPixException Wrong(string what) => new($"{_source}: {what}");
}
