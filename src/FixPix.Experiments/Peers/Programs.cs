using System.Globalization;
using System.Text.RegularExpressions;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles.Maps;
using FixPix.Simulation;

namespace FixPix.Experiments.Peers;

/// <summary>The programs that FixPix is measured beside.</summary>
internal static partial class Programs
{
    /// <summary>Those that are installed.</summary>
    /// <param name="find">Finds a program by its name, or null.</param>
    /// <param name="notes">Gets a line for each that is not.</param>
    public static IReadOnlyList<Peer> Installed(Func<string, ExternalProgram?> find, List<string> notes)
    {
        List<Peer> peers = [];
        foreach ((string name, string program, string package, string asks, Func<ExternalProgram, string, Peer> make) in All)
        {
            if (find(program) is not { } found)
            {
                notes.Add($"{name} is not installed (apt-get install {package}): left out of `peers`");
                continue;
            }

            (_, string output, string errors) = found.Run(asks.Length > 0 ? [asks] : [], WorkSettings.Default);
            peers.Add(make(found, VersionIn().Match(output + errors) is { Success: true } version ? $"{name} {version.Value}" : name));
        }

        return peers;
    }

    /// <summary>FixPix itself, the whole program as the others.</summary>
    /// <param name="command">The program and the words that come before a command's.</param>
    public static Peer Own(IReadOnlyList<string> command)
    {
        ExternalProgram program = new(command[0]);
        PeerMethod With(string name, Func<PeerTrial, string[]> words) => new(name, (trial, work) =>
        {
            string output = trial.In("fixpix.dng");
            double seconds = Peer.Run(program, "fixpix", [.. command.Skip(1), .. words(trial), "-o", output, "--overwrite", "--quiet"], output, work).Seconds;
            return (trial.Read("fixpix.dng"), seconds);
        });
        return new Peer($"FixPix {typeof(Mosaic).Assembly.GetName().Version!.ToString(3)}",
        [
            With($"{Peer.TrueMap}, learned", trial => ["correct", trial.Bad, "--map", trial.Map(".json")]),
            With($"{Peer.TrueMap}, classical", trial => ["correct", trial.Bad, "--map", trial.Map(".json"), "--corrector", "classical"]),
            With("fix", trial => ["fix", trial.Bad]),
            With("fix, classical", trial => ["fix", trial.Bad, "--detector", "classical", "--corrector", "classical"]),
        ]);
    }

    private static IEnumerable<(string Name, string Program, string Package, string Asks, Func<ExternalProgram, string, Peer> Make)> All =>
    [
        ("RawTherapee", "rawtherapee-cli", "rawtherapee", "-h", RawTherapee.Of), ("darktable", "darktable-cli", "darktable", "--version", Darktable.Of),
        ("Siril", "siril-cli", "siril", "--version", Siril), ("dcraw", "dcraw", "dcraw", "", Dcraw),
    ];

    private static Peer Dcraw(ExternalProgram program, string name) => new(name, [new PeerMethod(Peer.TrueMap, (trial, work) =>
    {
        // Writes beside its input: bad.tiff.
        string output = trial.In("bad.tiff");
        double seconds = Peer.Run(program, name, ["-t", "0", "-P", trial.Map(".badpixels"), "-D", "-4", "-T", trial.Bad], output, work).Seconds;
        return (trial.Read("bad.tiff"), seconds);
    })]);

    private static Peer Siril(ExternalProgram program, string name)
    {
        PeerMethod With(string method, Func<PeerTrial, string> command) => new(method, (trial, work) =>
        {
            _ = trial.Write("bad.fits", () => trial.Spoiled);
            string script = trial.In("siril.ssf"), output = trial.In("siril.fit");
            File.WriteAllText(script, $"requires 1.0.0\nload bad\n{command(trial)}\nsave siril\nclose\n");
            File.Delete(output);
            double seconds = Peer.Run(program, name, ["-d", trial.Folder, "-s", script], output, work, ("HOME", trial.Folder), ("XDG_CONFIG_HOME", trial.In("config"))).Seconds;
            return (trial.Read("siril.fit"), seconds);
        });
        return new Peer(name, [With(Peer.TrueMap, trial => $"cosme_cfa {Path.GetFileName(Upward(trial))}"), .. ((int[])[3, 1]).Select(sigma => With(string.Create(CultureInfo.InvariantCulture, $"find_cosme_cfa {sigma} {sigma}"), _ => string.Create(CultureInfo.InvariantCulture, $"find_cosme_cfa {sigma} {sigma}")))]);
    }

    // Siril counts the rows of a list from the last of the file, which it takes for the highest; ours is the lowest.
    private static string Upward(PeerTrial trial)
    {
        string path = trial.In("upward.lst");
        DefectMap truth = trial.Truth, turned = new(truth.Sensor, truth.Defects().Select(defect => defect with { Site = new Site(truth.Sensor.Height - 1 - defect.Site.Row, defect.Site.Column) }));
        DefectMapFile.Write(turned, path, new DefectMapWriteSettings { Overwrite = true });
        return path;
    }

    /// <summary>The cases of <see cref="Figures.PeersTable"/> in full.</summary>
    public static IReadOnlyList<(string Name, InjectionSettings Defects)> Cases { get; } =
    [
        ("0.01 %, 200 same-colour pairs, fifty 2×2 blocks", new() { Rate = 0.0001, SameColorPairs = 200, Blocks2x2 = 50 }),
        ("0.1 %", new() { Rate = 0.001 }), ("1 %", new() { Rate = 0.01 }), ("20 %", new() { Rate = 0.2 }),
    ];

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionIn();
}
