using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Training.Datasets;

/// <summary>Decoded raw files within a memory budget: the one that was not asked for the longest makes room. Asked from several threads.</summary>
/// <param name="files">The files.</param>
/// <param name="memoryBytes">What all that are kept may take; one is kept in any case.</param>
internal sealed class MosaicStore(IReadOnlyList<RawPhotograph> files, long memoryBytes)
{
    private readonly LinkedList<(int File, Lazy<Mosaic> Mosaic)> _latest = [];
    private readonly Dictionary<int, LinkedListNode<(int File, Lazy<Mosaic> Mosaic)>> _kept = [];

    /// <summary>How many of the largest file fit.</summary>
    public int Capacity { get; } = (int)Math.Clamp(memoryBytes / (sizeof(ushort) * files.Max(static file => (long)file.Layout.SampleCount)), 1, files.Count);

    /// <summary>Files decoded so far.</summary>
    public int Decoded { get; private set; }

    /// <summary>A file's mosaic; must not be written to.</summary>
    /// <exception cref="FixPixException">It cannot be read any more.</exception>
    public Mosaic this[int file]
    {
        get
        {
            Lazy<Mosaic> mosaic;
            lock (_latest)
            {
                if (_kept.TryGetValue(file, out LinkedListNode<(int File, Lazy<Mosaic> Mosaic)>? node))
                {
                    _latest.Remove(node);
                }
                else
                {
                    node = new((file, new Lazy<Mosaic>(() => Read(files[file]))));
                    _kept.Add(file, node);
                    Decoded++;
                }

                _latest.AddLast(node);
                mosaic = node.Value.Mosaic;
                while (_latest.Count > Capacity)
                {
                    _kept.Remove(_latest.First!.Value.File);
                    _latest.RemoveFirst();
                }
            }

            return mosaic.Value;
        }
    }

    private static Mosaic Read(RawPhotograph file)
    {
        Mosaic mosaic = RawFile.Open(file.FilePath, new RawReadSettings { Work = new WorkSettings { Threads = 1 } }).Mosaic;
        return (mosaic.Width, mosaic.Height) == (file.Layout.Width, file.Layout.Height)
            ? mosaic
            : throw new FixPixException($"{file.FilePath}: {mosaic.Width}×{mosaic.Height} now, {file.Layout.Width}×{file.Layout.Height} when the training began");
    }
}
