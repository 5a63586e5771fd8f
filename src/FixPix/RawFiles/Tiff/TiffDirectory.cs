using System.Diagnostics.CodeAnalysis;

namespace FixPix.RawFiles.Tiff;

/// <summary>One image file directory.</summary>
/// <param name="position">Where it begins in the file.</param>
/// <param name="pointerPosition">Where the pointer to it stands in the file: what must change when the directory moves.</param>
/// <param name="parentTag">The tag of that pointer, or 0 for a directory of the main chain.</param>
/// <param name="entries">Its entries in the order of the file.</param>
/// <param name="next">The pointer to the next directory, as it stands in the file.</param>
internal sealed class TiffDirectory(long position, long pointerPosition, ushort parentTag, TiffEntry[] entries, long next)
{
    public long Position { get; } = position;

    public long PointerPosition { get; } = pointerPosition;

    public ushort ParentTag { get; } = parentTag;

    public IReadOnlyList<TiffEntry> Entries { get; } = entries;

    public long Next { get; } = next;

    /// <summary>Whether it describes an image: a directory of the main chain, or a SubIFD.</summary>
    public bool IsImage => ParentTag is 0 or TiffTag.SubIfds;

    public bool Has(ushort tag) => TryFind(tag, out _);

    /// <summary>Finds an entry; of two with the same tag, the first.</summary>
    public bool TryFind(ushort tag, [MaybeNullWhen(false)] out TiffEntry found)
    {
        foreach (TiffEntry entry in entries)
        {
            if (entry.Tag == tag)
            {
                found = entry;
                return true;
            }
        }

        found = default;
        return false;
    }
}
