using FixPix.Experiments.Cells;
using FixPix.Experiments.Figures;
using FixPix.Experiments.Patches;
using FixPix.Experiments.Reports;
using FixPix.Experiments.Strips;

namespace FixPix.Experiments;

/// <summary>Runs experiments: plans their cells, measures each once, writes the report.</summary>
internal sealed class ExperimentRun
{
    private readonly IReadOnlyList<Experiment> _experiments;
    private readonly ExperimentSetup _setup;
    private readonly CellRunner _runner;
    private readonly List<string> _notes = [];

    public ExperimentRun(IReadOnlyList<Experiment> experiments, ExperimentSetup setup)
    {
        (_experiments, _setup, _runner) = (experiments, setup with { Mlps = Mlps(experiments, setup) }, new CellRunner(setup.Cache));
        _notes.AddRange(setup.Data.Notes);
        Cells = [.. experiments.SelectMany(experiment => experiment.Cells(_setup, _notes)).DistinctBy(cell => cell.Key)];
    }

    /// <summary>All that is to be measured, or found in the cache.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A line for each cell that could not be measured.</summary>
    public IReadOnlyList<string> Failures => _runner.Failures;

    /// <summary>Cells that were measured now.</summary>
    public int Measured => _runner.Measured;

    /// <summary>Whether there is anything to tell.</summary>
    public bool HasSamples => _experiments.Any(experiment => _runner.Of(experiment.Name).Count > 0);

    /// <summary>Measures a cell.</summary>
    public void Measure(Cell cell, WorkSettings work) => _runner.Run(cell, work);

    /// <summary>Writes the report.</summary>
    /// <param name="folder">A folder that is there.</param>
    /// <param name="facts">How it was made.</param>
    /// <param name="remarks">What the user should know, and what could not be measured; what the writing finds out is added.</param>
    /// <param name="vega">The folder with the vega packages, or null.</param>
    /// <param name="work">Threads.</param>
    public void Write(string folder, IReadOnlyList<(string Name, string Value)> facts, List<string> remarks, string? vega, WorkSettings work)
    {
        ReportWriter writer = new(folder);
        List<Section> sections = [.. _experiments.Select(experiment => writer.Tell(experiment, _runner.Of(experiment.Name)))];
        if (_experiments.Any(experiment => experiment is RatesFigure))
        {
            sections.Add(StripSection.Draw(folder, [.. _setup.Data.Groups.Take(1), .. _setup.Data.Groups.Skip(1).Where(group => !group.IsSimulated)], _setup.Scale, remarks, work));
        }

        IReadOnlyDictionary<string, string> svgs = writer.DrawCharts(sections, vega, remarks, work);
        sections.Add(DataSection(writer));
        if (remarks.Count > 0)
        {
            Section rest = new("left-out", "Left out, and why");
            rest.List(remarks);
            sections.Add(rest);
        }

        writer.Write(new ReportPage("The FixPix paper's experiments: ours beside theirs", [.. facts, ("data", Data()), .. Trainer()], sections) { Svgs = svgs });
    }

    private string Data()
    {
        string[] frames = [.. _setup.Data.Groups.SelectMany(group => group.Frames.Select(frame => frame.Identity))];
        return Text.Inv($"{frames.Length} frames in {_setup.Data.Groups.Count} groups, SHA-256 {Cell.Hash(frames)}; the groups' own stand at the end, all files in [data.csv](data.csv)");
    }

    private IEnumerable<(string Name, string Value)> Trainer() => _runner.Of(PaperMlps.CellsName).Count > 0 ? [("trainings", $"libtorch {PaperMlps.TorchVersion}")] : [];

    private PaperMlps? Mlps(IReadOnlyList<Experiment> experiments, ExperimentSetup setup)
    {
        if (!experiments.Any(experiment => experiment.TrainsMlps))
        {
            return null;
        }

        bool can = PaperMlps.CanTrain(out string? missing);
        if (!can)
        {
            _notes.Add($"the paper's MLPs are left out of {string.Join(", ", experiments.Where(experiment => experiment.TrainsMlps).Select(experiment => $"`{experiment.Name}`"))}: {missing}");
        }

        return can ? new PaperMlps(setup.Cache, setup.Scale, setup.Seed) : null;
    }

    private Section DataSection(ReportWriter writer)
    {
        Section section = new("data", "What it was measured on");
        section.Text("*Simulated*: the photographs of `photos/test`, each before cameras drawn from the range that networks are trained on; with a camera's name, before that one at its lowest ISO. The others are raw files. "
            + "The hash is that of the frames' hashes together; [data.csv](data.csv) has each of them.");
        section.Table(["data", "frames", "levels, DN", "SHA-256"], [.. _setup.Data.Groups.Select(group => (string[])[group.Name, Text.Inv($"{group.Frames.Count}"), group.Levels, Cell.Hash(group.Frames.Select(frame => frame.Identity))[..16]])]);
        section.List([.. PaperMlps.Steps(_runner.Of(PaperMlps.CellsName))]);
        writer.WriteFrames(_setup.Data.Groups);
        return section;
    }
}
