using FixPix.Defects;
using FixPix.Experiments.Cells;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;
using FixPix.Simulation;

namespace FixPix.Experiments.Peers;

/// <summary>A frame with defects as the files that other programs read, in a folder of its own that is gone afterwards.</summary>
internal sealed class PeerTrial : IDisposable
{
    private const string Make = "FixPix", Model = "Experiment";

    /// <summary>Writes the files.</summary>
    /// <param name="frame">The frame, all of whose sites see light.</param>
    /// <param name="defects">What is put in.</param>
    public PeerTrial(Mosaic frame, InjectionSettings defects)
    {
        // The camera is one that no program knows, with channels that are alike, so that each renders it plainly.
        CameraMetadata camera = new() { Make = Make, Model = Model, Iso = frame.Camera.Iso, ExposureSeconds = frame.Camera.ExposureSeconds, AsShotNeutral = [1, 1, 1], ColorMatrix = [3.2405, -1.5371, -0.4985, -0.9693, 1.876, 0.0416, 0.0556, -0.204, 1.0572] };
        Original = new Mosaic(frame.Layout, frame.Samples, camera);
        Spoiled = Original.Clone();
        Truth = DefectInjector.Inject(Spoiled, defects).Truth;
        RawFile.Write(Spoiled, Bad);
    }

    /// <summary>Where the files lie.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("fixpix-peers-").FullName;

    /// <summary>What programs call the camera.</summary>
    public static string Camera => $"{Make} {Model}";

    /// <summary>Without defects.</summary>
    public Mosaic Original { get; }

    /// <summary>With defects.</summary>
    public Mosaic Spoiled { get; }

    /// <summary>The defects.</summary>
    public DefectMap Truth { get; }

    /// <summary>The DNG with defects.</summary>
    public string Bad => In("bad.dng");

    /// <summary>A file of the folder.</summary>
    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>The truth in a format, written when first asked for.</summary>
    public string Map(string extension)
    {
        string path = In($"truth{extension}");
        if (!File.Exists(path))
        {
            DefectMapFile.Write(Truth, path);
        }

        return path;
    }

    /// <summary>A mosaic as a file, written when first asked for.</summary>
    public string Write(string name, Func<Mosaic> mosaic)
    {
        string path = In(name);
        if (!File.Exists(path))
        {
            RawFile.Write(mosaic(), path);
        }

        return path;
    }

    /// <summary>Reads what a program has written: one plane of this frame's size.</summary>
    /// <exception cref="FixPixException">It has not written it, or another size.</exception>
    public Mosaic Read(string name)
    {
        Mosaic read = RawFile.Open(In(name), new RawReadSettings { Cfa = Original.Layout.Cfa, WhiteDn = Original.Layout.WhiteDn }).Mosaic;
        return (read.Width, read.Height) == (Original.Width, Original.Height)
            ? new Mosaic(Original.Layout, read.Samples)
            : throw new FixPixException($"{read.Width}×{read.Height} came back, {Original.Width}×{Original.Height} expected");
    }

    /// <summary>What a program did: sites whose value it changed count as found.</summary>
    public Tally Score(Mosaic mended, double seconds)
    {
        (long found, long wrong, long hot, long hotFound, long dead, long deadFound) = (0, 0, 0, 0, 0, 0);
        DefectMask bad = Truth.ToMask();
        for (int site = 0; site < mended.Samples.Length; site++)
        {
            (int value, int read) = (Original.Samples[site], Spoiled.Samples[site]);
            bool changed = mended.Samples[site] != read;
            if (bad[site / mended.Width, site % mended.Width])
            {
                found += changed ? 1 : 0;
                hot += read > value ? 1 : 0;
                hotFound += changed && read > value ? 1 : 0;
                dead += read < value ? 1 : 0;
                deadFound += changed && read < value ? 1 : 0;
            }
            else
            {
                wrong += changed ? 1 : 0;
            }
        }

        Tally counts = new() { TruePositives = found, FalsePositives = wrong, FalseNegatives = Truth.Count - found, Hot = hot, HotFound = hotFound, Dead = dead, DeadFound = deadFound };
        return counts + (Tally.Of(CorrectionScore.Of(Original, mended, Truth), mended.Samples.Length) with { Seconds = seconds });
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
