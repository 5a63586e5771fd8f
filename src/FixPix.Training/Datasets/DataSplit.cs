using System.Text;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Raw photographs in three parts: what is learned from, what the best weights are picked by, and what training never touches.</summary>
/// <param name="Training">Learned from.</param>
/// <param name="Validation">Judged by.</param>
/// <param name="Test">Kept for the figures.</param>
/// <param name="Description">How it was split, in words.</param>
public sealed record DataSplit(IReadOnlyList<RawPhotograph> Training, IReadOnlyList<RawPhotograph> Validation, IReadOnlyList<RawPhotograph> Test, string Description)
{
    // The same split whatever a training's own seed: figures of two trainings are of the same test part.
    private const long Seed = 1;

    /// <summary>8:1:1, shuffled.</summary>
    /// <exception cref="FixPixException">There are fewer than three images.</exception>
    public static DataSplit ByImage(IReadOnlyList<RawPhotograph> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count < 3)
        {
            throw new FixPixException($"{files.Count} raw files can be used, expected at least 3: one to learn from, one to judge by, one to test");
        }

        RawPhotograph[] shuffled = Shuffle(files);
        int held = Math.Max(1, files.Count / 10);
        return Of(shuffled[(2 * held)..], shuffled[held..(2 * held)], shuffled[..held], "8:1:1 by image, seed 1");
    }

    /// <summary>Whole sensors: the one with the most images is learned from; of the others, shuffled, as many are kept for the test, then for validation, as make up a tenth of the images.</summary>
    /// <exception cref="FixPixException">There are fewer than three sensors.</exception>
    public static DataSplit BySensor(IReadOnlyList<RawPhotograph> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        IGrouping<string, RawPhotograph>[] sensors = [.. files.GroupBy(static file => file.Sensor).OrderByDescending(static sensor => sensor.Count()).ThenBy(static sensor => sensor.Key, StringComparer.Ordinal)];
        if (sensors.Length < 3)
        {
            throw new FixPixException($"{sensors.Length} sensors ({string.Join(", ", sensors.Select(static sensor => sensor.Key))}), expected at least 3: one to learn from, one to judge by, one to test");
        }

        Queue<IGrouping<string, RawPhotograph>> others = new(Shuffle(sensors[1..]));
        RawPhotograph[] Take(int leave)
        {
            List<RawPhotograph> part = [];
            while (part.Count == 0 || (10 * part.Count < files.Count && others.Count > leave))
            {
                part.AddRange(others.Dequeue());
            }

            return [.. part];
        }

        RawPhotograph[] test = Take(leave: 1), validation = Take(leave: 0);
        return Of([.. sensors[0], .. others.SelectMany(static sensor => sensor)], validation, test, "by sensor: none in two parts, seed 1");
    }

    /// <summary>Writes which file is in which part: path within the folder, sensor and part, separated by tabs.</summary>
    /// <param name="path">The new file.</param>
    /// <exception cref="FixPixException">It exists, or cannot be written.</exception>
    public void WriteList(string path)
    {
        (string Part, IReadOnlyList<RawPhotograph> Files)[] parts = [("training", Training), ("validation", Validation), ("test", Test)];
        IEnumerable<string> lines = parts.SelectMany(static part => part.Files.Select(file => (file, part.Part)))
            .OrderBy(static line => line.file.Name, StringComparer.Ordinal).Select(static line => $"{line.file.Name}\t{line.file.Sensor}\t{line.Part}\n");
        string text = "path\tsensor\tpart\n" + string.Concat(lines);

        // A training that goes on is begun by the same words.
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            AtomicFile.Write(path, overwrite: false, file => file.Write(Encoding.UTF8.GetBytes(text)));
        }
    }

    private static DataSplit Of(RawPhotograph[] training, RawPhotograph[] validation, RawPhotograph[] test, string how) =>
        new(training, validation, test, $"{training.Length} to learn from, {validation.Length} to judge by, {test.Length} for the test; {how}");

    private static T[] Shuffle<T>(IReadOnlyList<T> items)
    {
        T[] shuffled = [.. items];
        SeededRandom random = new(Seed);
        for (int left = shuffled.Length; left > 1; left--)
        {
            int other = random.NextInt(left);
            (shuffled[left - 1], shuffled[other]) = (shuffled[other], shuffled[left - 1]);
        }

        return shuffled;
    }
}
