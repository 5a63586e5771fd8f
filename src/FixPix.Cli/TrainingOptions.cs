using System.CommandLine;
using System.Globalization;
using FixPix.Cli.Commands;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Cli;

/// <summary>What every <c>fixpix train</c> command is told: the folder, where to, which recipe, and how raw files are taken.</summary>
internal sealed class TrainingOptions
{
    private const string Paper = "paper";

    private readonly Argument<string> _input = new("folder") { Description = "Raw files of any format, of any cameras; or PNG photographs, 8 or 16 bit, for simulated cameras to look at." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "Where checkpoint, log and weights are kept. A training that is there already goes on.", Required = true, HelpName = "folder" };
    private readonly Option<string> _preset = new Option<string>("--preset") { Description = "ours: all rates, any camera. paper: the FixPix paper's network and recipe, raw files of one camera.", DefaultValueFactory = _ => "ours" }.AcceptOnlyFromAmong("ours", Paper);
    private readonly Option<long> _seed = new("--seed") { Description = "Same seed, same weights (on the processor).", DefaultValueFactory = _ => 1 };
    private readonly Option<long> _steps = new("--steps") { Description = "Ours: steps in all.", DefaultValueFactory = _ => 20_000 };
    private readonly Option<int> _crops = new("--crops") { Description = "Ours: crops a step.", DefaultValueFactory = _ => 16 };
    private readonly Option<int> _side = new("--side") { Description = "Ours: half the rows and columns of a crop; a multiple of 8 from 16 on.", DefaultValueFactory = _ => 48 };
    private readonly Option<double> _learningRate = new("--learning-rate") { Description = "Ours: the highest learning rate.", DefaultValueFactory = _ => 2e-3 };
    private readonly Option<string?> _from = new("--from") { Description = "Ours: the weights to begin with: a file, or the name of a shipped network. For a camera of your own, and to learn longer.", HelpName = "weights" };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "Paper: times that everything is seen. Default: 10 for FiveK, else 50." };
    private readonly Option<string> _layout = new Option<string>("--layout") { Description = "Raw files: how the folder is laid out: s7 (S7 ISP), fivek (MIT-Adobe FiveK), flat.", DefaultValueFactory = _ => "auto" }.AcceptOnlyFromAmong("auto", "s7", "fivek", "flat");
    private readonly Option<string> _splitBy = new Option<string>("--split-by") { Description = "Raw files: image (8:1:1) or sensor (whole sensors held out).", DefaultValueFactory = _ => "image" }.AcceptOnlyFromAmong("image", "sensor");
    private readonly Option<string?> _listSplit = new("--list-split") { Description = "Raw files: write which file is in which part; the test part is never trained on.", HelpName = "file.tsv" };

    private Option[] _ofPaper = [];

    /// <summary>What the command alone has for our recipe.</summary>
    public Option[] Ours { get; init; } = [];

    private Option[] OfOurs => [_steps, _crops, _side, _learningRate, _from, .. Ours];

    private Option[] OfRawFiles => [_layout, _splitBy, _listSplit];

    /// <summary>Adds all of them to a command, and those that it alone has for the paper's recipe.</summary>
    public void AddTo(Command command, params Option[] ofPaper)
    {
        _ofPaper = [_epochs, .. ofPaper];
        command.Add(_input);
        foreach (Option option in new Option[] { _output, _preset, _seed }.Concat(OfOurs).Concat(_ofPaper).Concat(OfRawFiles))
        {
            command.Add(option);
        }
    }

    /// <summary>Trains by what the user asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="session">The session.</param>
    /// <param name="ours">Our recipe: steps, crops, side, learning rate and seed.</param>
    /// <param name="papersLeastSide">The least rows and columns of the images that the paper's recipe takes.</param>
    /// <param name="papers">The paper's: epochs, seed and raw files.</param>
    public void Train(ParseResult parsed, Session session, Func<long, int, int, double, long, OwnPreset> ours, int papersLeastSide, Func<int, long, PaperData, TrainingPlan> papers)
    {
        using WeightFile? from = parsed.GetValue(_from) is string weights ? ModelCommand.Open(weights) : null;
        TrainingPlan plan = PlanFor(parsed, session, () => Checked(ours(parsed.GetValue(_steps), parsed.GetValue(_crops), parsed.GetValue(_side), parsed.GetValue(_learningRate), parsed.GetValue(_seed))) with { From = from }, papersLeastSide, papers);
        TrainingRun.Run(session, plan, parsed.GetValue(_output)!, parsed.GetValue(_seed));
    }

    private TrainingPlan PlanFor(ParseResult parsed, Session session, Func<OwnPreset> ours, int papersLeastSide, Func<int, long, PaperData, TrainingPlan> papers)
    {
        bool paper = parsed.GetValue(_preset) == Paper;
        RefuseThoseOf(parsed, paper ? OfOurs : _ofPaper, paper ? "--preset ours" : "--preset paper");
        OwnPreset preset = ours();

        // Before a folder is read for minutes: is there a libtorch at all?
        preset = preset with { Bfloat16 = TorchDevice.Best.IsCuda };
        string input = parsed.GetValue(_input)!;
        RawLayout layout = Enum.Parse<RawLayout>(parsed.GetValue(_layout)!, ignoreCase: true);
        if (layout == RawLayout.Auto && !RawFolder.HoldsRawFiles(input))
        {
            RefuseThoseOf(parsed, OfRawFiles, "raw files, and this folder holds none");
            return paper ? throw new FixPixException($"{input}: no raw files there, expected those of one camera") : OnPhotographs(session, input, preset);
        }

        RawFolder folder = Progress.Step(session, "Reading raw files", work => RawFolder.Open(input, layout, paper ? papersLeastSide : RawCrops.LeastSide(preset.Side), work));
        DataSplit split = Split(parsed, session, folder);
        return paper
            ? papers(EpochsFor(parsed, folder.Layout), parsed.GetValue(_seed), OfOneCamera(session, folder, split))
            : Progress.Step(session, "Making validation crops", _ => preset.On(folder, split));
    }

    private static OwnPreset Checked(OwnPreset preset) => preset.Steps < 1 || preset.Crops < 1 || preset.Side < 16 || preset.Side % 8 != 0
        ? throw new FixPixException($"--steps {preset.Steps}, --crops {preset.Crops}, --side {preset.Side}: expected at least 1, at least 1, and a multiple of 8 from 16 on")
        : preset;

    private static TrainingPlan OnPhotographs(Session session, string folder, OwnPreset preset)
    {
        PhotographFolder photographs = Progress.Step(session, "Reading photographs", work => PhotographFolder.Open(folder, SimulatedCrops.LeastSide(preset.Side), work));
        NoteSkipped(session, photographs.Skipped);
        return Progress.Step(session, "Making validation crops", _ => preset.On(photographs));
    }

    private int EpochsFor(ParseResult parsed, RawLayout layout)
    {
        int epochs = parsed.GetValue(_epochs) ?? PaperData.EpochsOf(layout);
        return epochs >= 1 ? epochs : throw new FixPixException($"{_epochs.Name} {epochs}: expected at least 1");
    }

    private static PaperData OfOneCamera(Session session, RawFolder folder, DataSplit split)
    {
        PaperData data = PaperData.Of(folder, split);
        string theirs = PaperData.LevelsOf(folder.Layout) is (double mean, double deviation) ? string.Create(CultureInfo.InvariantCulture, $" (the paper: {mean:f2} and {deviation:f2})") : "";
        session.Note(string.Create(CultureInfo.InvariantCulture, $"training part: mean {data.MeanDn:f2} DN, deviation {data.DeviationDn:f2} DN{theirs}"));
        return data;
    }

    private DataSplit Split(ParseResult parsed, Session session, RawFolder folder)
    {
        session.Note(folder.Recognized);
        NoteSkipped(session, folder.Skipped);
        if (folder.IsOfOneExposure)
        {
            session.Note("all files are of one exposure time and ISO: what is learned from them may not hold for others");
        }

        DataSplit split = parsed.GetValue(_splitBy) == "sensor" ? DataSplit.BySensor(folder.Files) : DataSplit.ByImage(folder.Files);
        if (parsed.GetValue(_listSplit) is string list)
        {
            split.WriteList(list);
        }

        return split;
    }

    private static void NoteSkipped(Session session, IReadOnlyList<string> skipped)
    {
        foreach (string line in skipped)
        {
            session.Note($"left out: {line}");
        }
    }

    private static void RefuseThoseOf(ParseResult parsed, Option[] options, string what)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is Option given)
        {
            throw new FixPixException($"{given.Name}: is for {what}");
        }
    }
}
