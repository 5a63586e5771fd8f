using System.CommandLine;
using System.Globalization;
using FixPix.Cli.Commands;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Cli;

/// <summary>What <c>fixpix train detector</c> is told, and the plan that follows from it and from what the folder holds.</summary>
internal sealed class DetectorTrainingOptions
{
    private const string Paper = "paper";

    private readonly Argument<string> _input = new("folder") { Description = "Raw files of any format, of any cameras; or PNG photographs, 8 or 16 bit, for simulated cameras to look at." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "Where checkpoint, log and weights are kept. A training that is there already goes on.", Required = true, HelpName = "folder" };
    private readonly Option<string> _preset = new Option<string>("--preset") { Description = "ours: all rates, any camera. paper: the FixPix paper's network and recipe, one rate, raw files of one camera; wants a GPU.", DefaultValueFactory = _ => "ours" }.AcceptOnlyFromAmong("ours", Paper);
    private readonly Option<long> _seed = new("--seed") { Description = "Same seed, same weights (on the processor).", DefaultValueFactory = _ => 1 };
    private readonly Option<long> _steps = new("--steps") { Description = "Ours: steps in all.", DefaultValueFactory = _ => 20_000 };
    private readonly Option<int> _crops = new("--crops") { Description = "Ours: crops a step.", DefaultValueFactory = _ => 16 };
    private readonly Option<int> _side = new("--side") { Description = "Ours: half the rows and columns of a crop; a multiple of 8 from 16 on.", DefaultValueFactory = _ => 48 };
    private readonly Option<double> _learningRate = new("--learning-rate") { Description = "Ours: the highest learning rate.", DefaultValueFactory = _ => 2e-3 };
    private readonly Option<string?> _from = new("--from") { Description = "Ours: the weights to begin with: a file, or 'detector' for those that are shipped. For a camera of your own, and to learn longer.", HelpName = "weights" };
    private readonly Option<string> _rate = new("--rate") { Description = "Paper: the share of bad sites: '0.01%' or 0.0001.", DefaultValueFactory = _ => "0.01%", HelpName = "share" };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "Paper: times that every tile is seen. Default: 10 for FiveK, else 50." };
    private readonly Option<string> _levels = new("--levels") { Description = "Paper: channels of each level; fewer for a quick look.", DefaultValueFactory = _ => "64,128,256,512,1024" };
    private readonly Option<string> _layout = new Option<string>("--layout") { Description = "Raw files: how the folder is laid out: s7 (S7 ISP), fivek (MIT-Adobe FiveK), flat.", DefaultValueFactory = _ => "auto" }.AcceptOnlyFromAmong("auto", "s7", "fivek", "flat");
    private readonly Option<string> _splitBy = new Option<string>("--split-by") { Description = "Raw files: image (8:1:1) or sensor (whole sensors held out).", DefaultValueFactory = _ => "image" }.AcceptOnlyFromAmong("image", "sensor");
    private readonly Option<string?> _listSplit = new("--list-split") { Description = "Raw files: write which file is in which part; the test part is never trained on.", HelpName = "file.tsv" };

    private Option[] OfOurs => [_steps, _crops, _side, _learningRate, _from];

    private Option[] OfPaper => [_rate, _epochs, _levels];

    private Option[] OfRawFiles => [_layout, _splitBy, _listSplit];

    public void AddTo(Command command)
    {
        command.Add(_input);
        foreach (Option option in new Option[] { _output, _preset, _seed }.Concat(OfOurs).Concat(OfPaper).Concat(OfRawFiles))
        {
            command.Add(option);
        }
    }

    public string OutputOf(ParseResult parsed) => parsed.GetValue(_output)!;

    public long SeedOf(ParseResult parsed) => parsed.GetValue(_seed);

    /// <summary>The weights to begin with; null for none.</summary>
    /// <exception cref="FixPixException">They cannot be read.</exception>
    public WeightFile? FromOf(ParseResult parsed) => parsed.GetValue(_from) is string from ? ModelCommand.Open(from) : null;

    /// <summary>Reads the folder and makes the plan.</summary>
    public TrainingPlan PlanFor(ParseResult parsed, Session session, WeightFile? from)
    {
        bool paper = parsed.GetValue(_preset) == Paper;
        RefuseThoseOf(parsed, paper ? OfOurs : OfPaper, paper ? "--preset ours" : "--preset paper");
        OwnPreset ours = new(parsed.GetValue(_steps), parsed.GetValue(_crops), parsed.GetValue(_side), parsed.GetValue(_learningRate), parsed.GetValue(_seed), Bfloat16: false) { From = from };
        TrainingOptions.Check(ours.Steps, ours.Crops, ours.Side);

        // Before a folder is read for minutes: is there a libtorch at all?
        ours = ours with { Bfloat16 = TorchDevice.Best.IsCuda };
        string input = parsed.GetValue(_input)!;
        RawLayout layout = Enum.Parse<RawLayout>(parsed.GetValue(_layout)!, ignoreCase: true);
        if (layout == RawLayout.Auto && !RawFolder.HoldsRawFiles(input))
        {
            RefuseThoseOf(parsed, OfRawFiles, "raw files, and this folder holds none");
            return paper ? throw new FixPixException($"{input}: no raw files there, expected those of one camera") : TrainingOptions.OnPhotographs(session, input, ours.Side, ours.On);
        }

        RawFolder folder = Progress.Step(session, "Reading raw files", work => RawFolder.Open(input, layout, paper ? PaperTiles.LeastSide : RawCrops.LeastSide(ours.Side), work));
        DataSplit split = Split(parsed, session, folder);
        return paper ? OfThePaper(parsed, session, folder, split) : Progress.Step(session, "Making validation crops", _ => ours.On(folder, split));
    }

    private TrainingPlan OfThePaper(ParseResult parsed, Session session, RawFolder folder, DataSplit split)
    {
        int epochs = parsed.GetValue(_epochs) ?? PaperPreset.EpochsOf(folder.Layout);
        double rate = Shares.Parse("--rate", parsed.GetValue(_rate)!);
        if (epochs < 1 || rate is <= 0 or >= 1)
        {
            throw new FixPixException($"--epochs {epochs}, --rate {rate}: expected at least 1, and more than 0 and less than 1");
        }

        TrainingPlan plan = new PaperPreset(epochs, rate, parsed.GetValue(_levels)!, parsed.GetValue(_seed)).On(folder, split);
        (double mean, double deviation) = RawPhotograph.Levels(split.Training);
        string theirs = PaperPreset.LevelsOf(folder.Layout) is (double paperMean, double paperDeviation) ? string.Create(CultureInfo.InvariantCulture, $" (the paper: {paperMean:f2} and {paperDeviation:f2})") : "";
        session.Note(string.Create(CultureInfo.InvariantCulture, $"training part: mean {mean:f2} DN, deviation {deviation:f2} DN{theirs}"));
        return plan;
    }

    private DataSplit Split(ParseResult parsed, Session session, RawFolder folder)
    {
        session.Note(folder.Recognized);
        TrainingOptions.NoteSkipped(session, folder.Skipped);
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

    private static void RefuseThoseOf(ParseResult parsed, Option[] options, string what)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is Option given)
        {
            throw new FixPixException($"{given.Name}: is for {what}");
        }
    }
}
