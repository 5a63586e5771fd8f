using System.IO.MemoryMappedFiles;

namespace FixPix.Neural.Weights;

/// <summary>The bytes of a file, mapped or in memory.</summary>
internal sealed class FileView : IDisposable
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly MemoryMappedViewAccessor? _map;

    /// <summary>Bytes in memory.</summary>
    public FileView(ReadOnlyMemory<byte> memory) => (_memory, Length) = (memory, memory.Length);

    /// <summary>Maps a file; none of it is read yet.</summary>
    /// <exception cref="FixPixException">It cannot be opened, or has no bytes.</exception>
    public FileView(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Length = stream.CanSeek ? stream.Length : throw new FixPixException($"{path}: is not a file that can be mapped");
            if (Length > 0)
            {
                using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
                _map = file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new FixPixException($"{path}: cannot be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    /// <summary>Copies bytes out; all of them must be inside.</summary>
    public void Read(long offset, Span<byte> into)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(into.Length, Length - offset);
        if (_map is null)
        {
            _memory.Span.Slice((int)offset, into.Length).CopyTo(into);
        }
        else
        {
            _map.SafeMemoryMappedViewHandle.ReadSpan((ulong)offset, into);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _map?.Dispose();
}
