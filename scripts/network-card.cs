#:project ../src/FixPix.Training/FixPix.Training.csproj
#:property PublishAot=false

// Writes the card of a shipped network from what its training left: no number in it is typed.
// usage: dotnet run scripts/network-card.cs -- NETWORK TRAINING PHOTOS COMMAND CARD
//   NETWORK   detector, second-look, corrector or reconstructor
//   TRAINING  the folder of `fixpix train`: the weights, training.csv, and machine.txt, a line that names the machine; first/training.csv, second/training.csv and so on if it began with weights from there
//   PHOTOS    the photographs that it was trained on; a MANIFEST.tsv there or above it names their sources
//   COMMAND   what made it
//   CARD      docs/models/NETWORK.md
using System.Globalization;
using System.Security.Cryptography;
using FixPix;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;

try
{
    (string name, string training, string photos, string command, string card) = args is [_, _, _, _, _] ? (args[0], args[1], args[2], args[3], args[4]) : throw new FixPixException("expected NETWORK TRAINING PHOTOS COMMAND CARD");
    string file = Path.Combine(training, name is "detector" or "second-look" ? "detector.safetensors" : "best.safetensors");
    using WeightFile weights = WeightFile.Open(file);
    Story story = name switch
    {
        "detector" => Story.OfDetector(weights),
        "second-look" => Story.OfSecondLook(weights),
        "corrector" => Story.OfCorrector(weights),
        "reconstructor" => Story.OfReconstructor(weights),
        _ => throw new FixPixException($"network '{name}': expected detector, second-look, corrector or reconstructor"),
    };
    string[] photographs = Directory.GetFiles(photos, "*.png", SearchOption.AllDirectories);
    if (!weights.Setting("data").StartsWith(DataDigest.Of(photos, photographs) + ";", StringComparison.Ordinal))
    {
        throw new FixPixException($"{photos}: {DataDigest.Of(photos, photographs)}, expected those that {file} was trained on: {weights.Setting("data")}");
    }

    File.WriteAllText(card + ".part", Card(name, story, weights, file, training, Sources(photos, photographs), command));
    File.Move(card + ".part", card, overwrite: true);
    return 0;
}
catch (Exception failure) when (failure is FixPixException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"network-card: {failure.Message}");
    return 2;
}

static string Card(string name, Story story, WeightFile weights, string file, string training, string sources, string command)
{
    NetworkInfo network = NetworkInfo.Of(weights);
    byte[] bytes = File.ReadAllBytes(file);
    return string.Create(CultureInfo.InvariantCulture, $"""
        # The {name} that is shipped

        Written by `scripts/network-card.cs` from the weights and the log of their training.

        {story.What} Embedded in the library as `src/FixPix/Models/{name}.safetensors`; `fixpix model info {name}` shows its layers,
        `fixpix model export {name}` writes it as ONNX.

        | | |
        |---|---|
        | input | {story.Input} |
        | output | {story.Output} |
        | layers | {weights.Setting(story.Sizes)} |
        | parameters | {network.Parameters:N0} |
        | cost | {Amount(network.MultiplyAdds)} multiply-adds per {network.Unit} |
        | file | {bytes.Length:N0} bytes, SHA-256 `{Convert.ToHexStringLower(SHA256.HashData(bytes))}` |

        ## How it was made
            {command}

        | | |
        |---|---|
        | data | {weights.Setting("data")} |
        | split | {weights.Setting("split")} |
        | defects | {weights.Setting("injection")} |
        | recipe | {weights.Setting("recipe")} |
        | seed | {weights.Setting("seed")} |
        | steps | {weights.Setting("steps")}: those of the best score |
        | score | {weights.Setting("score")} |
        | time | {Hours(training):f1} hours for all steps, pauses of more than ten seconds left out |
        | machine | {File.ReadAllText(Path.Combine(training, "machine.txt")).Trim()} |
        | engine | {weights.Setting("engine")}, FixPix {weights.Setting("fixpix")} |

        The photographs were looked at by simulated cameras (`docs/results/simulation.md`); they are not part of this project. Their sources:

        {sources}
        {story.Calibration}
        ## Figures
        {story.Figures}

        ## What it is for
        {story.Purpose}

        ## Its limits
        - It has seen simulated sensors only, made of the photographs above. It has not seen X-Trans and quad-Bayer filters, demosaiced or JPEG-compressed pictures, sensors with phase-detection sites that lie at fixed
          places, infrared, X-ray or multispectral sensors.
        {story.Limits}

        """);
}

static string Amount(double multiplyAdds) => multiplyAdds switch
{
    >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{multiplyAdds / 1e9:f1} billion"),
    >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{multiplyAdds / 1e6:f1} million"),
    _ => multiplyAdds.ToString("N0", CultureInfo.InvariantCulture),
};

// What is known of where the photographs come from, counted by source and licence.
static string Sources(string photos, string[] photographs)
{
    DirectoryInfo? place = new(Path.GetFullPath(photos));
    while (place is not null && !File.Exists(Path.Combine(place.FullName, "MANIFEST.tsv")))
    {
        place = place.Parent;
    }

    string manifest = Path.Combine(place?.FullName ?? throw new FixPixException($"{photos}: no MANIFEST.tsv there or above it, expected one that names sources and licences"), "MANIFEST.tsv");
    string[][] rows = [.. File.ReadLines(manifest).Select(static line => line.Split('\t'))];
    int Column(string name) => Array.IndexOf(rows[0], name) is >= 0 and int column ? column : throw new FixPixException($"{manifest}: no column '{name}'");
    (int fileColumn, int licence, int source) = (Column("file"), Column("licence"), Column("source"));
    Dictionary<string, string[]> known = rows.Skip(1).ToDictionary(row => row[fileColumn]);
    IEnumerable<string> lines = photographs
        .Select(path => DataDigest.NameIn(place.FullName, path))
        .Select(name => known.TryGetValue(name, out string[]? row) ? (Source: row[source], Licence: row[licence]) : throw new FixPixException($"{manifest}: no row for {name}"))
        .GroupBy(static photograph => photograph)
        .OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key.Source, StringComparer.Ordinal)
        .Select(static group => $"| {group.Count()} | {group.Key.Source} | {group.Key.Licence} |");
    return "| photographs | source | licence |\n|---:|---|---|\n" + string.Join('\n', lines);
}

// The last stage's log lies in the folder, those before it in folders of their own. Seconds begin again with each run that went on after a stop; where the machine was needed for something else the training stood still.
static double Hours(string training)
{
    const double Pause = 10;
    double total = 0, before = 0;
    string[] logs = [.. ((string[])["first", "second", "third", "fourth", ""]).Select(stage => Path.Combine(training, stage, "training.csv")).Where(File.Exists)];
    foreach (string line in logs.SelectMany(static log => File.ReadLines(log).Skip(1)))
    {
        double seconds = double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture);
        double step = seconds >= before ? seconds - before : seconds;
        total += step < Pause ? step : 0;
        before = seconds;
    }

    return total / 3600;
}

/// <summary>What is said of one network and no other.</summary>
internal sealed record Story(string What, string Input, string Output, string Sizes, string Figures, string Purpose, string Limits)
{
    /// <summary>A section of its own; empty for networks without one.</summary>
    public string Calibration { get; private init; } = "";

    private const string DetectorFigures = "`scripts/detector-figures.sh` measures recall, precision, calibration error and false alarms on photographs and on real sensors that were in no training: [results](../results/detector.md).";
    private const string CorrectorFigures = "`scripts/corrector-figures.sh` measures it beside every classical corrector, on photographs and on real sensors that were in no training: [results](../results/correctors.md).";
    private const string CorrectorPurpose = "Giving known bad pixels their values, on raw mosaics of Bayer sensors in all four phases and of monochrome ones, 8 to 16 bits";
    private const string BelievesTheMap = "- It believes the map: a bad site that the map does not name is taken for a good one.";

    public static Story OfDetector(WeightFile weights) => new(
        "`--detector unet`: a U-Net that says of every site of a raw mosaic how probable it is that it is bad.",
        $"{weights.Setting("inputs")} channels at half the rows and columns: the four planes of a 2×2 cell, black level subtracted, their noise evened; what their same-colour neighbours say; how far they stand out of the noise (`docs/decisions/network-front-ends.md`)",
        "the log-odds of each of the four sites, calibrated (`docs/decisions/calibration.md`)",
        "levels",
        DetectorFigures,
        """
        Finding bad pixels (dead, hot, stuck, deviating; alone, in clusters, rows and columns) on raw mosaics of Bayer sensors in all four phases and of monochrome ones, 8 to 16 bits, in one frame or several of one
        sensor, at any share of bad sites in the range above. It judges by one frame's neighbourhoods; several frames of different scenes tell more.
        """,
        """
        - Black and white level have to be right: the noise is judged by them.
        - A defect that deviates by less than the noise cannot be seen in one frame; with a δ below the range above it was shown none.
        - A point of light as small as one site, such as a star, looks like a hot site in one frame. Several frames, between which the scene moves, tell them apart.
        - Shares of bad sites beyond the range are judged as its end.
        """)
    {
        Calibration = $"""

        ## Calibration
        Measured on the photographs that were not learned from. A frame in which the network is certain of this share of the sites has this share of bad ones, and its log-odds are worth scale × log-odds + offset;
        between the rows all is interpolated. Where a row has them: they are worth less by the doubt where e times as many sites around are doubtful, and the log-odds of the site's residual in its frame come to them, times
        the last column.

        | certain of | bad | scale | offset | doubtful of | doubt | residual |
        |---:|---:|---:|---:|---:|---:|---:|
        {Rows(weights.Setting("calibration"), "0.####%", "0.####%", "f3", "f3", "0.####%", "f3", "f3")}

        Of several frames what each says beyond {FramesStart(weights, 0)} is added up, what speaks against a site times {FramesStart(weights, 1)}, and together it is worth this much:

        | frames | scale | offset | doubtful of | doubt |
        |---:|---:|---:|---:|---:|
        {Rows(string.Join(';', weights.Setting("frame-calibration").Split(';')[1..]), "0", "f3", "f3", "0.####%", "f3")}

        """,
    };

    public static Story OfSecondLook(WeightFile weights) => new(
        $"`--detector unet` where many sites of a single frame are bad: a U-Net that looks again, told what the [detector](detector.md) believes.",
        $"{weights.Setting("inputs")} channels at half the rows and columns: those of the detector; how far each site is from what those around it say that the detector believes, and from those that the crowd believes, and how far it is believed itself; the share of bad sites (`docs/decisions/detector-training.md`)",
        "the log-odds of each of the four sites, calibrated (`docs/decisions/calibration.md`)",
        "levels",
        DetectorFigures,
        "Finding bad pixels where they are many, in single frames of the sensors that the detector is for.",
        "- It begins with what the detector believes: after another one it would have to be trained again.")
    {
        Calibration = $"""

        ## Calibration
        Measured on the photographs that were not learned from. A frame in which the network is certain of this share of the sites has this share of bad ones, and its log-odds are worth scale × log-odds + offset;
        between the rows all is interpolated.

        | certain of | bad | scale | offset |
        |---:|---:|---:|---:|
        {Rows(weights.Setting("calibration"), "0.####%", "0.####%", "f3", "f3")}

        """,
    };

    public static Story OfCorrector(WeightFile weights) => new(
        $"`--corrector patch-mlp`, and `--corrector learned` where bad sites are few: a patch MLP that predicts a bad site from the {weights.Setting("size")}×{weights.Setting("size")} sites around it.",
        "the good sites of the patch, levelled by colour and scaled by their own unrest, and which of them are good (`docs/decisions/network-front-ends.md`)",
        "by how many of the patch's units the site is above its estimate by the best classical corrector",
        "widths",
        CorrectorFigures,
        CorrectorPurpose + ", where most sites around them are good.",
        "- What lies beyond the patch it does not see: wide clusters are for the reconstructor.\n" + BelievesTheMap);

    public static Story OfReconstructor(WeightFile weights) => new(
        "`--corrector reconstructor`, and `--corrector learned` where bad sites are dense: a U-Net that rebuilds clusters, and sensors of which little is left.",
        $"{weights.Setting("inputs")} channels at half the rows and columns: the four planes of a 2×2 cell with estimates in place of bad values, relative to the good sites around; which sites are good; the good ones alone; the unit (`docs/decisions/network-front-ends.md`)",
        "how far each site is from its estimate by the best classical corrector",
        "levels",
        CorrectorFigures,
        CorrectorPurpose + ", at any share of bad sites up to nearly all.",
        BelievesTheMap);

    private static string FramesStart(WeightFile weights, int place) => weights.Setting("frame-calibration").Split(';')[0].Split(':')[place];

    // Rows of numbers with colons between, rows with semicolons between, as rows of a table.
    private static string Rows(string text, params string[] formats) => string.Join('\n', text.Split(';').Select(row =>
        $"| {string.Join(" | ", row.Split(':').Concat(Enumerable.Repeat("", formats.Length)).Zip(formats, static (number, format) => number.Length == 0 ? "" : double.Parse(number, CultureInfo.InvariantCulture).ToString(format, CultureInfo.InvariantCulture)))} |"));
}
