using Microsoft.Win32.SafeHandles;

namespace FixPix.RawFiles;

/// <summary>
/// The bytes of an input, read where they are needed and never past the end: every read says what it is for, and a
/// read that the file is too short for is a <see cref="CorruptFileException"/>. Memory is taken only for bytes that exist.
/// </summary>
internal sealed class FileBytes : IDisposable
{
    private readonly SafeFileHandle? _handle;
    private readonly ReadOnlyMemory<byte> _memory;

    private FileBytes(string name, SafeFileHandle? handle, ReadOnlyMemory<byte> memory, long length) =>
        (Name, _handle, _memory, Length) = (name, handle, memory, length);

    /// <summary>The path, for messages and for libraries that open files themselves.</summary>
    public string Name { get; }

    /// <summary>Length of the file in bytes.</summary>
    public long Length { get; }

    public static FileBytes Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return new FileBytes(path, handle, default, RandomAccess.GetLength(handle));
    }

    public static FileBytes FromMemory(string name, ReadOnlyMemory<byte> bytes) => new(name, null, bytes, bytes.Length);

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/>.</summary>
    /// <param name="what">What is being read, for the message.</param>
    public void Read(long offset, Span<byte> destination, string what)
    {
        Require(offset, destination.Length, what);
        if (_handle is null)
        {
            _memory.Span.Slice((int)offset, destination.Length).CopyTo(destination);
            return;
        }

        while (destination.Length > 0)
        {
            int count = RandomAccess.Read(_handle, destination, offset);
            if (count == 0)
            {
                throw new CorruptFileException($"{what}: the file ends at byte {offset}");
            }

            offset += count;
            destination = destination[count..];
        }
    }

    /// <summary>Reads bytes into an array of their own.</summary>
    public byte[] Read(long offset, long count, string what)
    {
        Require(offset, count, what);
        byte[] bytes = new byte[count];
        Read(offset, bytes, what);
        return bytes;
    }

    /// <summary>Up to <paramref name="count"/> bytes from the beginning; fewer when the file is shorter.</summary>
    public byte[] Head(int count) => Read(0, Math.Min(count, Length), "beginning of the file");

    /// <summary>Refuses a range that is not in the file.</summary>
    public void Require(long offset, long count, string what)
    {
        if (offset < 0 || count < 0 || offset > Length || count > Length - offset)
        {
            throw new CorruptFileException($"{what}: bytes {offset} to {offset + count} lie outside the file of {Length} bytes");
        }
    }

    public void Dispose() => _handle?.Dispose();
}
