using System.Buffers.Binary;
using System.Text.Json;

namespace FixPix.Neural.Weights;

/// <summary>
/// A safetensors file: the header's length (8 bytes, little-endian), the header (see <see cref="SafetensorsHeader"/>), the tensors' numbers. Only the header is read
/// at once; a tensor's numbers when they are asked for.
/// </summary>
internal sealed class SafetensorsFile : TensorSource
{
    private const int PrefixBytes = 8;
    private const int MostHeaderBytes = 16 << 20;
    private const int ChunkFloats = 1 << 14;
    private readonly string _source;
    private readonly FileView _view;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    /// <summary>Reads the header of a file that it owns from now on.</summary>
    /// <exception cref="FixPixException">The file is not sound.</exception>
    public SafetensorsFile(string source, FileView view)
    {
        (_source, _view) = (source, view);
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        if (view.Length < PrefixBytes)
        {
            throw new FixPixException($"{source}: {view.Length} bytes, which is too short for a safetensors file");
        }

        view.Read(0, prefix);
        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > MostHeaderBytes || (long)headerBytes > view.Length - PrefixBytes)
        {
            throw new FixPixException($"{source}: not a safetensors file: a header of {headerBytes} bytes in a file of {view.Length}, at most {MostHeaderBytes}");
        }

        byte[] json = new byte[headerBytes];
        view.Read(PrefixBytes, json);
        _dataStart = PrefixBytes + json.Length;
        _header = SafetensorsHeader.Parse(source, json, view.Length - _dataStart);
    }

    /// <summary>What is said of the network.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    public override IReadOnlyList<TensorInfo> Tensors => [.. _header.Entries.Values.Select(static entry => entry.Tensor)];

    public override bool Contains(string name) => _header.Entries.ContainsKey(name);

    public override TensorInfo? Find(string name, ReadOnlySpan<int> wanted) => _header.Entries.TryGetValue(name, out SafetensorsEntry? entry) ? entry.Tensor : null;

    public override Tensor Load(TensorInfo tensor)
    {
        if (!SafetensorsType.IsRead(tensor.Type))
        {
            throw new FixPixException($"{_source}: tensor '{tensor.Name}' has numbers of type {tensor.Type}, expected F32, F16 or BF16");
        }

        long at = _dataStart + _header.Entries[tensor.Name].Begin;
        int size = SafetensorsType.Bytes(tensor.Type)!.Value;
        float[] values = new float[tensor.Count];
        byte[] chunk = new byte[Math.Min(values.Length, ChunkFloats) * size];
        for (int first = 0; first < values.Length; first += ChunkFloats)
        {
            Span<float> part = values.AsSpan(first, Math.Min(ChunkFloats, values.Length - first));
            Span<byte> bytes = chunk.AsSpan(0, part.Length * size);
            _view.Read(at + (long)first * size, bytes);
            SafetensorsType.Decode(tensor.Type, bytes, part);
        }

        int bad = values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        return bad < 0 ? new Tensor(tensor.Shape, values) : throw new FixPixException($"{_source}: tensor '{tensor.Name}' has {values[bad]} as its number {bad}");
    }

    public override void Dispose()
    {
        _view.Dispose();
        base.Dispose();
    }

    /// <summary>Writes a file of floats, one tensor after another, so that no more than one is in memory.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, string> metadata, TensorSource tensors)
    {
        byte[] json = Header(metadata, tensors.Tensors);
        // Spaces behind the header let the numbers begin on a multiple of 8 bytes, as the format advises.
        byte[] start = new byte[PrefixBytes + (json.Length + 7) / 8 * 8];
        start.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(start, start.Length - PrefixBytes);
        json.CopyTo(start, PrefixBytes);
        stream.Write(start);
        foreach (TensorInfo tensor in tensors.Tensors)
        {
            FloatBytes.Write(stream, tensors.Load(tensor).Values);
        }
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorInfo> tensors)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            long offset = 0;
            foreach (TensorInfo tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", SafetensorsType.Float32);
                writer.WriteStartArray("shape");
                foreach (int length in tensor.Shape)
                {
                    writer.WriteNumberValue(length);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += tensor.Count * sizeof(float));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
