using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>
/// Which part of which file every crop of a training is: in an epoch each part of each file once, shuffled within a sliding window of files, so that no more than the window
/// has to be in memory. Any crop's place follows from the seed and its number alone.
/// </summary>
/// <param name="files">Files.</param>
/// <param name="parts">Parts of a file.</param>
/// <param name="window">Files that are mixed; as many as there are, or more: shuffled throughout.</param>
/// <param name="seed">Same seed, same order.</param>
internal sealed class CropSchedule(int files, int parts, int window, long seed)
{
    private readonly Dictionary<long, int[]> _orders = [];

    /// <summary>The file and the part of the crop of that number.</summary>
    public (int File, int Part) At(long crop)
    {
        (long epoch, long place) = Math.DivRem(crop, (long)files * parts);
        int entry = Order(epoch)[place];
        return (entry / parts, entry % parts);
    }

    // Batches are made ahead, so that two epochs may be asked for in turn.
    private int[] Order(long epoch)
    {
        lock (_orders)
        {
            if (!_orders.TryGetValue(epoch, out int[]? order))
            {
                _orders.Remove(epoch - 2);
                _orders[epoch] = order = Shuffle(new SeededRandom(~seed, epoch));
            }

            return order;
        }
    }

    // A part comes up to a window's length after its file would be due: at any moment only the files of one window are under way.
    private int[] Shuffle(SeededRandom random)
    {
        int[] order = [.. Enumerable.Range(0, files)];
        for (int left = files; left > 1; left--)
        {
            int other = random.NextInt(left);
            (order[left - 1], order[other]) = (order[other], order[left - 1]);
        }

        int[] entries = new int[files * parts];
        double[] due = new double[entries.Length];
        for (int place = 0; place < files; place++)
        {
            for (int part = 0; part < parts; part++)
            {
                entries[(place * parts) + part] = (order[place] * parts) + part;
                due[(place * parts) + part] = (window < files ? place : 0) + (Math.Min(window, files) * random.NextDouble());
            }
        }

        Array.Sort(due, entries);
        return entries;
    }
}
